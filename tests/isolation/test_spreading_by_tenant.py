"""Every company's rows can live on a machine of their own: what Citus asks of tables it distributes
("Creating and Modifying Distributed Objects" of its documentation), by `tenant_id`."""

import pytest
from django.db import connections

from . import catalogue

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

# Small and rarely written: copied to every machine. A new one has to be put here on purpose.
COPIED_EVERYWHERE = {"tenants_tenant", "tenants_user"}

CONSTRAINTS = """
SELECT conname, conrelid::regclass::text, contype, confdeltype, confupdtype,
       (SELECT array_agg(attname::text) FROM unnest(conkey) AS k(n)
        JOIN pg_attribute ON attrelid = conrelid AND attnum = n)
FROM pg_constraint WHERE contype IN ('p', 'u', 'x', 'f')
"""
SETS_COLUMNS = {"n", "d"}  # ON DELETE or ON UPDATE SET NULL, SET DEFAULT


@pytest.fixture
def owner():
    return connections["owner"]


def in_the_way(owner) -> list[str]:
    """Keys, unique indexes and foreign keys that need rows of several machines."""
    owned, found = catalogue.tenant_tables(owner), []
    for name, table, unique, columns in catalogue.rows(owner, catalogue.INDEXES):
        if table in owned and unique and "tenant_id" not in columns:
            found.append(f"{name}: unique over all machines")
    for name, table, parent, columns, parents in catalogue.rows(owner, catalogue.FOREIGN_KEYS):
        if table in owned and parent in owned:
            if ("tenant_id", "tenant_id") not in zip(columns, parents, strict=True):
                found.append(f"{name}: its parent may be on another machine")
        elif table in owned and parent not in COPIED_EVERYWHERE:
            found.append(f"{name}: {parent} is not copied everywhere")
        elif parent in owned:
            found.append(f"{name}: {table} is not spread, {parent} is")
    for name, table, kind, on_delete, on_update, columns in catalogue.rows(owner, CONSTRAINTS):
        if table in owned and kind == "x" and "tenant_id" not in columns:
            found.append(f"{name}: excludes over all machines")
        if table in owned and SETS_COLUMNS & {on_delete, on_update} and "tenant_id" in columns:
            found.append(f"{name}: would set tenant_id")
    return found


def test_nothing_is_in_the_way(owner):
    assert in_the_way(owner) == []
    assert len(catalogue.tenant_tables(owner)) > 50


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("CREATE UNIQUE INDEX hole ON chat_visitor (token_hash)", "unique over all machines"),
        (
            "ALTER TABLE chat_entry ADD FOREIGN KEY (conversation_id) "
            "REFERENCES chat_agenda (company_id) NOT VALID",
            "not copied everywhere",
        ),
        (
            "ALTER TABLE chat_readmark ADD FOREIGN KEY (tenant_id, conversation_id) "
            "REFERENCES chat_conversation (tenant_id, id) ON DELETE SET NULL NOT VALID",
            "would set tenant_id",
        ),
        (
            "ALTER TABLE chat_conversation ADD UNIQUE (id); ALTER TABLE chat_readmark "
            "ADD FOREIGN KEY (conversation_id) REFERENCES chat_conversation (id) NOT VALID",
            "may be on another machine",
        ),
        ("ALTER TABLE chat_visitor ADD EXCLUDE (token_hash WITH =)", "excludes over all"),
    ],
)
def test_what_would_be_is_found(owner, sql, sentence):
    with owner.cursor() as cursor:
        cursor.execute(sql)
    assert any(sentence in each for each in in_the_way(owner))
