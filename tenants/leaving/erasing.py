"""Everything of a company whose time is up, in batches, by as many workers as like to: each batch
asks whether the company still leaves, and holds its row meanwhile."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from psycopg import sql

from helpdesk.tenancy import no_scope, person_scope, tenant_scope
from tenants.models import DeletedCompany, Membership, Tenant, User
from tenants.plans.paying import OutOfReach
from tenants.sandboxes import forget_in_global_tables

from .files import forget_files
from .paying import end_payments
from .tables import Order, Reference, tables_in_order

BATCH = 2_000
PEOPLE = "tenants_membership"  # the last to go: who was here, their accounts may go as well

logger = logging.getLogger(__name__)


class Stays(Exception):
    """It was taken back, is gone already, or another worker is at it."""


def due() -> list[int]:
    """Companies whose time is up. Call outside any scope."""
    rows = Tenant.objects.real().filter(leaves_at__lte=timezone.now(), is_active=False)
    return list(rows.order_by("leaves_at").values_list("pk", flat=True))


def erase_company(tenant_id: int) -> bool:
    """Whether nothing is left of it. What was done stays done where it ends early; call again.
    Outside a transaction."""
    try:
        with no_scope():
            _erase(tenant_id)
    except Stays:
        return False
    except OutOfReach:
        logger.warning("a company that leaves still pays: the payment service does not answer")
        return False
    return True


def _erase(tenant_id: int) -> None:
    order = tables_in_order()
    with _held(tenant_id, tenant_id) as company:
        end_payments(company)
    places = [*company.sandboxes.values_list("pk", flat=True), tenant_id]
    for place in places:
        forget_files(place)
        _empty(tenant_id, place, order)
    with _held(tenant_id, tenant_id) as company:
        _end(company, places, order)
    for place in places:  # what came while the rest went
        forget_files(place)


@contextmanager
def _held(tenant_id: int, place: int) -> Iterator[Tenant]:
    """A transaction in the scope of the company, or of a practice company of it. Raises Stays."""
    with tenant_scope(place), transaction.atomic():
        rows = Tenant.objects.real().select_for_update(no_key=True, skip_locked=True)
        leaving = rows.filter(pk=tenant_id, is_active=False, leaves_at__lte=timezone.now())
        if (company := leaving.first()) is None:
            raise Stays
        yield company


# --- rows -----------------------------------------------------------------------------------------


def _empty(tenant_id: int, place: int, order: Order) -> None:
    for work, things in ((_cut, order.cut), (_delete, order.tables[: order.tables.index(PEOPLE)])):
        ahead = list(things)
        while ahead:
            with _held(tenant_id, place):
                _some_of(work, ahead)


def _some_of(work: Callable[[Any, int], int], ahead: list[Any]) -> None:
    """A batch; what is done with is taken off the list."""
    left = BATCH
    while ahead and left > 0:
        left -= work(ahead[0], left)
        if left > 0:
            del ahead[0]


def _delete(table: str, most: int) -> int:
    """Also of what is only ever added to (migration 0013)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenants_erase(%s::regclass, %s)", [f'public."{table}"', most])
        return cursor.fetchone()[0]


def _cut(reference: Reference, most: int) -> int:
    statement = sql.SQL(
        "UPDATE {table} SET {column} = NULL WHERE ctid = ANY "
        "(ARRAY(SELECT ctid FROM {table} WHERE {column} IS NOT NULL LIMIT %s))"
    ).format(table=sql.Identifier(reference.child), column=sql.Identifier(reference.column))
    with connection.cursor() as cursor:
        cursor.execute(statement, [most])
        return cursor.rowcount


# --- the end --------------------------------------------------------------------------------------


def _end(company: Tenant, places: list[int], order: Order) -> None:
    """In one transaction: the people, what came meanwhile, and the company itself."""
    people: set[int] = set()
    for place in places:
        with tenant_scope(place):
            people |= set(Membership.objects.values_list("user", flat=True))
            for table in order.tables:
                while _delete(table, BATCH):
                    pass
            forget_in_global_tables(place)
    DeletedCompany.objects.create(number=company.pk, founded_at=company.created_at)
    for place in places:
        Tenant.objects.filter(pk=place)._raw_delete("default")  # nothing is left to cascade to
    _forget_accounts(people)


def _forget_accounts(people: set[int]) -> None:
    """Of those who belong to no other company, and do not run the installation either."""
    for person in User.objects.filter(pk__in=people, is_staff=False, is_superuser=False):
        with person_scope(person):
            if Membership.objects.filter(user=person).exists():
                continue
        with suppress(IntegrityError), transaction.atomic():  # something still names them
            person.delete()
            connection.check_constraints()
