"""A new version changes the tables while the old one serves: nobody waits, nothing is missing.

Migrations newer than the last squash are judged by django-migration-linter and two rules of ours.
`make upgrade-check` runs the version before beside this one.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django_migration_linter.sql_analyser import PostgresqlAnalyser
from django_migration_linter.sql_analyser.base import Check, CheckMode, CheckType
from psycopg.errors import LockNotAvailable

from helpdesk.management.commands import migrate

OURS = ["tenants", "chat", "feedback"]
# Seen and agreed to, with the reason.
AGREED = {
    ("chat", "0017_chats_of_a_month", "CREATE_INDEX"): "before the first release",
    ("feedback", "0012_data", "CREATE_INDEX"): "before the first release",
    ("feedback", "0012_data", "CREATE_INDEX_EXCLUSIVE"): "before the first release",
    ("feedback", "0016_report_pairs", "DROP_TABLE"): "summed up anew from the facts, none reads it",
}
CONSTRAINT = re.compile(r'ALTER TABLE ("[^"]+"|\w+) ADD CONSTRAINT .*(FOREIGN KEY|CHECK)')
SLOW = re.compile(r"VACUUM FULL|CLUSTER |LOCK TABLE|ALTER TABLE .* SET (LOGGED|UNLOGGED)")


def constrains_what_is_there(statements: list[str], **_: Any) -> bool:
    """Every row would be looked at while nobody may write: NOT VALID first, then VALIDATE."""
    text = "\n".join(statements)
    found = (CONSTRAINT.search(line) for line in statements if "NOT VALID" not in line)
    return any(hit and f"CREATE TABLE {hit[1]}" not in text for hit in found)


class Analyser(PostgresqlAnalyser):
    migration_checks = [
        *PostgresqlAnalyser.migration_checks,
        Check(
            code="ADD_CONSTRAINT",
            fn=constrains_what_is_there,
            message="ADD CONSTRAINT looks at every row under a lock",
            mode=CheckMode.TRANSACTION,
            type=CheckType.ERROR,
        ),
        Check(
            code="REWRITE",
            fn=lambda sql, **_: SLOW.search(sql),
            message="writes a table anew or locks it",
            mode=CheckMode.ONE_LINER,
            type=CheckType.ERROR,
        ),
    ]


def statements_of_newer() -> Iterator[tuple[str, str, list[str]]]:
    """(app, name, SQL) of each that is newer, in the order in which they run."""
    loader = MigrationLoader(connections["owner"])
    state = ProjectState(real_apps=loader.unmigrated_apps)
    for node in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
        migration = loader.graph.nodes[node]
        if migration.app_label not in OURS or migration.replaces:
            state = migration.mutate_state(state, preserve=False)
            continue
        with connections["owner"].schema_editor(collect_sql=True, atomic=False) as editor:
            state = migration.apply(state, editor, collect_sql=True)
        begin = ["BEGIN;"] if migration.atomic else []
        yield *node, begin + "\n".join(editor.collected_sql).splitlines()


def faults_of(statements: list[str]) -> set[str]:
    analyser = Analyser([])
    analyser.analyse(statements)
    return {issue.code for issue in analyser.errors + analyser.warnings}


def test_no_migration_makes_anybody_wait(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():  # not in a transaction, where no index is made concurrently
        newer = list(statements_of_newer())
    assert len(newer) > 10

    faults = {(app, name, code) for app, name, sql in newer for code in faults_of(sql)}

    assert faults - AGREED.keys() == set()
    assert AGREED.keys() - faults == set()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ('CREATE INDEX "found" ON "chat_entry" ("tenant_id")', "CREATE_INDEX"),
        ('DROP INDEX "found"', "DROP_INDEX"),
        ('ALTER TABLE "chat_entry" DROP COLUMN "body" CASCADE', "DROP_COLUMN"),
        ('ALTER TABLE "chat_entry" RENAME COLUMN "body" TO "text"', "RENAME_COLUMN"),
        ('ALTER TABLE "chat_entry" RENAME TO "chat_line"', "RENAME_TABLE"),
        ('ALTER TABLE "chat_entry" ALTER COLUMN "seq" TYPE bigint', "ALTER_COLUMN"),
        ('ALTER TABLE "chat_entry" ADD COLUMN "size" integer NOT NULL', "NOT_NULL"),
        ('ALTER TABLE "chat_entry" ADD CONSTRAINT "once" UNIQUE ("at")', "ADD_UNIQUE"),
        ('ALTER TABLE "chat_entry" ADD CONSTRAINT "some" CHECK ("seq" > 0)', "ADD_CONSTRAINT"),
        ("ALTER TABLE chat_entry ADD CONSTRAINT a FOREIGN KEY (b) REFERENCES c", "ADD_CONSTRAINT"),
        ("LOCK TABLE chat_entry", "REWRITE"),
        ("DROP TABLE chat_entry", "DROP_TABLE"),
    ],
)
def test_what_would_make_them_wait_is_noticed(statement, code):
    assert code in faults_of(["BEGIN;", f"{statement};", "COMMIT;"])


@pytest.mark.parametrize(
    "statements",
    [
        ['CREATE INDEX CONCURRENTLY "found" ON "chat_entry" ("tenant_id");'],
        ['ALTER TABLE "chat_entry" ADD COLUMN "size" integer NULL;'],
        ['ALTER TABLE "chat_entry" ADD CONSTRAINT "some" CHECK ("seq" > 0) NOT VALID;'],
        ['CREATE TABLE "new" ("id" int);', 'ALTER TABLE "new" ADD CONSTRAINT "a" CHECK (true);'],
    ],
)
def test_what_makes_nobody_wait_passes(statements):
    assert faults_of(statements) == set()


def test_a_change_does_not_wait_for_long(django_db_setup, django_db_blocker):
    """Whoever came after it would wait behind it."""
    owner = connections["owner"]
    with django_db_blocker.unblock(), owner.schema_editor(), owner.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("3s",)


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_change_that_met_a_busy_table_is_tried_again(monkeypatch, capsys):
    met = []

    def busy_once(self: Any, *args: Any, **options: Any) -> None:
        met.append(options["database"])
        if len(met) == 1:
            raise OperationalError from LockNotAvailable()

    monkeypatch.setattr(migrate.migrate.Command, "handle", busy_once)
    monkeypatch.setattr(migrate, "PAUSES_S", (0,))
    call_command("migrate")

    assert met == ["owner", "owner"]
    assert "busy" in capsys.readouterr().err
