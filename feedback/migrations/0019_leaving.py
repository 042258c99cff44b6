"""What was agreed to is kept for good, but no longer than the company it was agreed with."""

from django.db import migrations

STAYS = """
CREATE OR REPLACE FUNCTION feedback_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {unless}RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""
UNLESS = """IF TG_OP = 'DELETE' AND tenants_goes_now(OLD.tenant_id) THEN
        RETURN OLD;
    END IF;
    """


class Migration(migrations.Migration):
    dependencies = [("feedback", "0018_promises_found"), ("tenants", "0013_leaving")]

    operations = [
        migrations.RunSQL(STAYS.format(unless=UNLESS), STAYS.format(unless="")),
    ]
