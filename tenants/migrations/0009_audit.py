"""The trail, and what keeps it as it is."""

from typing import Any

from django.conf import settings
from psycopg import sql
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


# Triggers bind the owner of the tables as well, where one role does everything. One way out, for
# what has been kept long enough (tenants/management/commands/trim_audit.py).
GUARDS = """
CREATE FUNCTION tenants_audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('app.trims_audit', true) = 'yes'
       AND OLD.at < now() - interval '90 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON tenants_auditentry
    FOR EACH ROW EXECUTE FUNCTION tenants_audit_stays();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON tenants_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION tenants_audit_stays();
"""

FORGET = """
DROP TRIGGER never_emptied ON tenants_auditentry;
DROP TRIGGER never_changed ON tenants_auditentry;
DROP FUNCTION tenants_audit_stays();
"""


def take_rights_back(apps: Any, editor: Any) -> None:
    """The serving role may add to the trail and read it; nothing else."""
    serving = settings.DATABASES["default"]["USER"]
    if editor.connection.settings_dict["USER"] == serving:
        return
    statement = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON tenants_auditentry FROM {}")
    with editor.connection.cursor() as cursor:
        cursor.execute(statement.format(sql.Identifier(serving)))


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0002_own_memberships"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("action", models.CharField(max_length=40)),
                (
                    "through",
                    models.CharField(
                        choices=[
                            ("session", "Signed in"),
                            ("token", "API token"),
                            ("staff", "Platform staff"),
                            ("customer", "Customer"),
                            ("system", "By itself"),
                        ],
                        max_length=8,
                    ),
                ),
                ("actor", models.CharField(blank=True, max_length=120)),
                ("target", models.CharField(blank=True, max_length=200)),
                ("detail", models.JSONField(default=dict)),
                ("network", models.CharField(blank=True, max_length=50)),
                ("browser", models.CharField(blank=True, max_length=30)),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tenants.membership",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenants.tenant",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "-at", "-id"], name="audit_newest"),
                    models.Index(fields=["tenant", "member", "-at"], name="audit_of_member"),
                    models.Index(fields=["tenant", "action", "-at"], name="audit_of_action"),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, FORGET),
        migrations.RunPython(take_rights_back, migrations.RunPython.noop),
    ]
