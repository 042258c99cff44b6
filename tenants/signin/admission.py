"""Whether a session is enough for a company: the one place that all doors ask."""

from collections.abc import Iterable
from enum import Enum
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.utils import timezone

from ..models import Membership, Role
from .factors import has_second_factor
from .standing import is_vouched_for, reaches


class Missing(Enum):
    """What a session lacks: to be for this company at all, to come through its provider, or a
    second factor."""

    COMPANY = "company"
    PROVIDER = "provider"
    FACTOR = "factor"


def what_is_missing(
    session: Any, member: Membership, places: Iterable[Membership]
) -> Missing | None:
    """None: come in. `session` is the one of whoever `member` is; `places` all of theirs, as
    actions.places_of reads them: where somebody practises, the rules of their company hold."""
    home = member.tenant.sandbox_of_id
    member = next((each for each in places if each.tenant_id == home), member)
    tenant = member.tenant
    if not reaches(session, tenant.pk):
        return Missing.COMPANY
    if is_vouched_for(session, tenant.pk):
        return None  # the provider looks after second factors
    if tenant.requires_provider and not may_break_glass(session, member):
        return Missing.PROVIDER
    if needs_factor_now(member) and not has_second_factor(member.user_id):
        return Missing.FACTOR
    return None


def reachable(session: Any, memberships: Iterable[Membership]) -> list[Membership]:
    """Those this session counts for."""
    return [each for each in memberships if reaches(session, each.tenant_id)]


def may_break_glass(session: Any, member: Membership) -> bool:
    """An owner who showed a second factor gets in without the provider: it may be broken."""
    return member.role == Role.OWNER and showed_second_factor(session)


def showed_second_factor(session: Any) -> bool:
    records = session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return any(record.get("method") == "mfa" for record in records)


def needs_factor_now(member: Membership) -> bool:
    since = member.tenant.second_factor_from
    return since is not None and since <= timezone.now()
