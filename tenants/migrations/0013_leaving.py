"""A company that leaves, with everything it has: not sooner than in two weeks, and then for good."""

from typing import Any

import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from psycopg import sql

# The owner of the tables alone may have a company go at once (manage.py delete_company --now).
# What is only ever added to goes with its company, whose time has to be up: nothing else may
# remove it. The function does it as their owner, who sees no other company's rows either.
GUARDS = """
CREATE FUNCTION tenants_stays_a_while() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.leaves_at < now() + interval '13 days 23 hours'
       AND current_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RAISE EXCEPTION 'a company stays two weeks' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_a_while BEFORE UPDATE ON tenants_tenant FOR EACH ROW
    WHEN (NEW.leaves_at IS DISTINCT FROM OLD.leaves_at)
    EXECUTE FUNCTION tenants_stays_a_while();

CREATE FUNCTION tenants_goes_now(company bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.tenants_tenant t
        LEFT JOIN public.tenants_tenant whose ON whose.id = t.sandbox_of_id
        WHERE t.id = company AND coalesce(whose.leaves_at, t.leaves_at) <= now()
    )
$$;

CREATE FUNCTION tenants_erase(which regclass, most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    company bigint := current_setting('app.tenant_id')::bigint;
    gone bigint;
BEGIN
    IF NOT public.tenants_goes_now(company) THEN
        RAISE EXCEPTION 'this company stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    EXECUTE format(
        'DELETE FROM %s WHERE tenant_id = $1 AND ctid = ANY '
        '(ARRAY(SELECT ctid FROM %s WHERE tenant_id = $1 LIMIT $2))', which, which
    ) USING company, most;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

CREATE OR REPLACE FUNCTION tenants_audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('app.trims_audit', true) = 'yes'
       AND OLD.at < now() - interval '90 days' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'DELETE' AND tenants_goes_now(OLD.tenant_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION tenants_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON tenants_deletedcompany
    FOR EACH ROW EXECUTE FUNCTION tenants_line_stays();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON tenants_deletedcompany
    FOR EACH STATEMENT EXECUTE FUNCTION tenants_line_stays();
"""

FORGET = """
DROP TRIGGER never_emptied ON tenants_deletedcompany;
DROP TRIGGER never_changed ON tenants_deletedcompany;
DROP FUNCTION tenants_line_stays();
CREATE OR REPLACE FUNCTION tenants_audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('app.trims_audit', true) = 'yes'
       AND OLD.at < now() - interval '90 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
DROP FUNCTION tenants_erase(regclass, integer);
DROP FUNCTION tenants_goes_now(bigint);
DROP TRIGGER stays_a_while ON tenants_tenant;
DROP FUNCTION tenants_stays_a_while();
"""


def take_rights_back(apps: Any, editor: Any) -> None:
    """The serving role may add a line and read them; nothing else."""
    serving = settings.DATABASES["default"]["USER"]
    if editor.connection.settings_dict["USER"] == serving:
        return
    statement = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON tenants_deletedcompany FROM {}")
    with editor.connection.cursor() as cursor:
        cursor.execute(statement.format(sql.Identifier(serving)))


class Migration(migrations.Migration):
    dependencies = [("tenants", "0012_looked_into")]

    operations = [
        migrations.AddField("tenant", "leaves_at", models.DateTimeField(blank=True, null=True)),
        migrations.CreateModel(
            name="DeletedCompany",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(unique=True)),
                ("founded_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.RunSQL(GUARDS, FORGET),
        migrations.RunPython(take_rights_back, migrations.RunPython.noop),
    ]
