"""What a replay needs of the installation's own database: who works there, and what was stored."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from chat.models import Entry
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership, Tenant

from .oracle import Row

SESSION_LIFETIME_S = 24 * 3600


class Unplayable(Exception):
    """One line on why this company cannot take part."""


@dataclass(frozen=True)
class Company:
    tenant: Tenant
    operators: list[Membership]


def find_company(slug: str) -> Company:
    """An active company and those of its members who may chat. Raises Unplayable."""
    tenant = Tenant.objects.real().filter(slug=slug, is_active=True).first()
    if tenant is None:
        raise Unplayable(f"There is no active company {slug!r}.")
    with tenant_scope(tenant):
        members = list(Membership.objects.active().select_related("user").order_by("pk"))
    operators = [member for member in members if member.may("chat") and member.user.is_active]
    if not operators:
        raise Unplayable(f"{tenant.name} has nobody who may chat: invite an operator first.")
    return Company(tenant, operators)


@contextmanager
def signed_in(operators: Iterable[Membership]) -> Iterator[list[str]]:
    """A session for each of them, as Cookie headers; they end with the block."""
    sessions = [sign_in(member) for member in operators]
    try:
        yield [f"{settings.SESSION_COOKIE_NAME}={session.session_key}" for session in sessions]
    finally:
        for session in sessions:
            session.delete()


def sign_in(member: Membership) -> Any:
    """A session that lasts a day, unless somebody deletes it."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(member.user_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    session.set_expiry(SESSION_LIFETIME_S)
    session.create()
    return session


def stored_logs(tenant: Tenant, conversations: Iterable[int]) -> dict[int, list[Row]]:
    """{conversation: its rows by `seq`}"""
    logs: dict[int, list[Row]] = {number: [] for number in conversations}
    with tenant_scope(tenant):
        rows = Entry.objects.filter(conversation_id__in=list(logs)).order_by("seq")
        for number, *place, client_id in rows.values_list(
            "conversation_id", "seq", "public_seq", "client_id"
        ):
            logs[number].append(Row(*place, str(client_id)))
    return logs
