"""Statistics of staged lines, which come by the hundred thousand and go again: without them
PostgreSQL takes the table for a small one (as chat/migrations/0018_statistics has it)."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION feedback_look_at_staged() RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS 'ANALYZE public.feedback_importrow';
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0016_report_pairs")]

    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION feedback_look_at_staged()")]
