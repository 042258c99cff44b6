"""`with tenant_scope(...)`: what it lets through, and that nothing of it stays behind."""

import pytest
from django.db import DatabaseError, connection, transaction

from chat.models import CannedReply, Conversation, Visitor
from helpdesk.tenancy import (
    TenantScopeMissing,
    current_tenant_id,
    no_scope,
    person_scope,
    tenant_scope,
)
from tenants.models import Membership

pytestmark = pytest.mark.usefixtures("committed_db")


def names():
    return set(Membership.objects.values_list("display_name", flat=True))


ACME, GLOBEX = {"Ada", "Sam", "Omar", "Tess"}, {"Eve"}


def raw_select():
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM chat_visitor")


OUTSIDE = {
    "reading": lambda cast: list(Visitor.objects.all()),
    "counting": lambda cast: Visitor.objects.count(),
    "reading an empty table": lambda cast: CannedReply.objects.exists(),
    "raw SQL": lambda cast: raw_select(),
    "inserting": lambda cast: Visitor.objects.create(tenant=cast.acme, token_hash="x"),
    "inserting many": lambda cast: CannedReply.objects.bulk_create(
        [CannedReply(tenant=cast.acme, shortcut=name, body=name) for name in "ab"]
    ),
    "updating": lambda cast: Visitor.objects.update(name="Mallory"),
    "deleting": lambda cast: Conversation.objects.all().delete(),
    "through a relation": lambda cast: cast.acme.memberships.get(),
    "through a join": lambda cast: list(Membership.objects.filter(tenant__slug="acme")),
}


@pytest.mark.parametrize("query", OUTSIDE.values(), ids=OUTSIDE)
def test_outside_a_scope_there_is_nothing_but_an_error(committed_cast, query):
    with pytest.raises(TenantScopeMissing, match="tenant_scope"):
        query(committed_cast)


def test_nor_inside_a_transaction(committed_cast):
    for query in OUTSIDE.values():
        with pytest.raises(TenantScopeMissing), transaction.atomic():
            query(committed_cast)


def test_nor_after_a_scope_in_the_same_transaction(committed_cast):
    for query in OUTSIDE.values():
        with pytest.raises(TenantScopeMissing), transaction.atomic():
            with tenant_scope(committed_cast.acme):
                assert names() == ACME
            query(committed_cast)


def test_a_scope_shows_one_company(committed_cast):
    with tenant_scope(committed_cast.acme):
        assert names() == ACME
        with transaction.atomic():
            assert names() == ACME
    with tenant_scope(committed_cast.globex.pk):
        assert names() == GLOBEX


def test_the_innermost_scope_counts(committed_cast):
    with transaction.atomic(), tenant_scope(committed_cast.acme):
        with tenant_scope(committed_cast.globex):
            assert names() == GLOBEX
            with no_scope(), pytest.raises(TenantScopeMissing), transaction.atomic():
                names()
            assert names() == GLOBEX
        assert names() == ACME


def test_a_scope_opened_before_the_transaction_reaches_into_it(committed_cast):
    with tenant_scope(committed_cast.acme), transaction.atomic():
        with transaction.atomic():
            assert names() == ACME
        with tenant_scope(committed_cast.globex), transaction.atomic():
            assert names() == GLOBEX
        assert names() == ACME


def test_a_savepoint_that_is_rolled_back_takes_no_scope_with_it(committed_cast):
    with transaction.atomic(), tenant_scope(committed_cast.acme):
        assert names() == ACME
        with tenant_scope(committed_cast.globex):
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                assert names() == GLOBEX
                raise ZeroDivisionError
            assert names() == GLOBEX
        assert names() == ACME


def test_rolling_back_to_a_savepoint_of_another_scope_does_not_bring_it_back(committed_cast):
    with transaction.atomic(), tenant_scope(committed_cast.acme):
        before = transaction.savepoint()
        with tenant_scope(committed_cast.globex):
            assert names() == GLOBEX
            transaction.savepoint_rollback(before)
            assert names() == GLOBEX


def test_an_exception_closes_the_scope(committed_cast):
    with pytest.raises(ZeroDivisionError), tenant_scope(committed_cast.acme):
        raise ZeroDivisionError
    assert current_tenant_id() is None
    with pytest.raises(TenantScopeMissing):
        names()


def test_a_failed_statement_does_not_disturb_the_next_scope(committed_cast):
    with tenant_scope(committed_cast.acme):
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")
        assert names() == ACME
    with tenant_scope(committed_cast.globex):
        assert names() == GLOBEX


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_a_transaction_opened_by_hand_keeps_the_scope_after_it_ends(committed_cast, end):
    connection.set_autocommit(False)
    try:
        with tenant_scope(committed_cast.acme):
            assert names() == ACME
            getattr(connection, end)()
            assert names() == ACME
        connection.rollback()
    finally:
        connection.set_autocommit(True)


# --- nothing is left on a connection ------------------------------------------------------------


def what_is_left():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_backend_pid(), coalesce(current_setting('app.tenant_id', true), ''), "
            "coalesce(current_setting('app.person_id', true), '')"
        )
        return cursor.fetchone()


@pytest.mark.parametrize("work", ["autocommit", "commit", "rollback"])
def test_a_connection_goes_back_to_the_pool_without_a_trace(committed_cast, work):
    used = set()
    for tenant in [committed_cast.acme, committed_cast.globex] * 4:
        with tenant_scope(tenant), person_scope(committed_cast.eve.user), tenant_scope(tenant):
            if work == "autocommit":
                names()
            else:
                with transaction.atomic():
                    names()
                    transaction.set_rollback(work == "rollback")
        used.add(what_is_left()[0])
        connection.close()
        backend, *left = what_is_left()
        assert left == ["", ""]
        used.add(backend)
    assert len(used) < 16  # some connection was borrowed twice
