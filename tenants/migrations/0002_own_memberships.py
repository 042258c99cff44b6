from django.db import migrations


class Migration(migrations.Migration):
    """A person may see their own memberships before any company's scope is open: the switcher."""

    dependencies = [("tenants", "0001_squashed")]

    operations = [
        migrations.RunSQL(
            "CREATE POLICY own_memberships ON tenants_membership FOR SELECT "
            "USING (user_id = nullif(current_setting('app.person_id', true), '')::bigint)",
            "DROP POLICY own_memberships ON tenants_membership",
        )
    ]
