"""Acme with something of everything, and two weeks that pass at once."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from chat import actions
from chat.attachments.storing import keep, prepare
from feedback.practice.shipped import shipped
from feedback.practice.starting import start
from helpdesk.tenancy import tenant_scope
from tests.isolation.conftest import samples_of
from tests.tenants.conftest import fresh_limits_and_quick_passwords  # noqa: F401

TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE a.attname = 'tenant_id' AND NOT a.attisdropped AND c.relkind = 'r'
  AND c.relnamespace = 'public'::regnamespace ORDER BY 1
"""


@pytest.fixture
def superuser(owner_url: str) -> Iterator[psycopg.Connection]:
    url = owner_url.replace("helpdesk_owner@", "postgres@", 1)
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def rows_of(superuser: Any) -> Callable[[int], dict[str, int]]:
    """{table: how many rows of this company}, where there are any; whoever asks sees all."""

    def count(tenant_id: int) -> dict[str, int]:
        found = {}
        for (table,) in superuser.execute(TABLES).fetchall():
            asked = f'SELECT count(*) FROM "{table}" WHERE tenant_id = %s'
            found[table] = superuser.execute(asked, [tenant_id]).fetchone()[0]
        return {table: number for table, number in found.items() if number}

    return count


@pytest.fixture
def two_weeks_pass(superuser: Any) -> Callable[[int], None]:
    def passed(tenant_id: int) -> None:
        superuser.execute("ALTER TABLE tenants_tenant DISABLE TRIGGER stays_a_while")
        superuser.execute(
            "UPDATE tenants_tenant SET leaves_at = now() - interval '1 s' WHERE id = %s",
            [tenant_id],
        )
        superuser.execute("ALTER TABLE tenants_tenant ENABLE TRIGGER stays_a_while")

    return passed


@pytest.fixture
def whole_acme(committed_cast: Any, new_id: Any) -> Any:
    """Also a file and somebody who practises; Globex has a chat of its own, and a file in it."""
    samples_of(committed_cast, new_id)
    with tenant_scope(committed_cast.acme):
        keep(committed_cast.visitor, prepare("kazoo.txt", b"A golden kazoo"))
        start(member=committed_cast.tess, scenario=shipped()["angry"])
    with tenant_scope(committed_cast.globex):
        stranger = committed_cast.stranger
        actions.post_visitor_message(visitor=stranger, client_id=new_id(), body="Hello?")
        keep(stranger, prepare("notes.txt", b"Hello"))
    return committed_cast
