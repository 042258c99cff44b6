"""Statistics of the tables a long import fills, brought up to date in the middle of it.

PostgreSQL chooses how to look for what a row refers to by the statistics of the table. In a young
database there are none, it reads all rows of the company for each, and an import takes as long as
the square of its length. Only the owner may ANALYZE; this lets the serving role ask for it.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION chat_look_at_sizes() RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS 'ANALYZE public.tenants_tenant, public.tenants_membership, public.chat_visitor,
            public.chat_conversation, public.chat_entry';
"""


class Migration(migrations.Migration):
    dependencies = [("chat", "0017_chats_of_a_month")]

    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION chat_look_at_sizes()")]
