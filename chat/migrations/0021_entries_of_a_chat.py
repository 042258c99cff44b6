"""A conversation belongs to one company, which PostgreSQL does not know: it took each condition for
a chance of its own, expected less than one entry of a conversation, and read all of them, by
another index, where the one entry with an id was asked for: so for every message."""

from django.db import migrations

KNOWN = """
CREATE STATISTICS entry_of_conversation (dependencies)
ON tenant_id, conversation_id FROM chat_entry
"""


class Migration(migrations.Migration):
    dependencies = [("chat", "0020_visitor_of_current")]

    operations = [migrations.RunSQL(KNOWN, "DROP STATISTICS entry_of_conversation")]
