"""When PostgreSQL clears up after the two tables that every message writes to.

A message updates its conversation, never in place (its time and its turn are indexed): 1,438 entries
made 790 dead rows and not one update was "HOT". By default a fifth of the table has to be dead first.
With 20,000 chats and 30,000 dead rows, what a console counts with each beat took 26 to 34 ms instead
of 16; after a vacuum it was 16 again. The log is only ever added to: vacuumed often enough, a vacuum
looks at its new pages alone, and so does the one against wraparound.
"""

from django.db import migrations

SETTINGS = """
ALTER TABLE chat_conversation SET (
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.05
);
ALTER TABLE chat_entry SET (
    autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05
);
"""
DEFAULTS = """
ALTER TABLE chat_conversation RESET (
    autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold, autovacuum_analyze_scale_factor
);
ALTER TABLE chat_entry RESET (
    autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor
);
"""


class Migration(migrations.Migration):
    dependencies = [("chat", "0018_statistics")]

    operations = [migrations.RunSQL(SETTINGS, DEFAULTS)]
