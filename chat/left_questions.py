"""Questions left while nobody answers. They wait without a ladder, so that nobody is called in the
night, until the company (or the department they are for) is open again. Call inside a tenant scope.
"""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from tenants.models import Department, Tenant

from . import ladder
from .availability import availability, read_off
from .models import Conversation, Status
from .roster import Roster

LEFT = Q(status=Status.WAITING, step=0, due_at=None, snoozed_until=None)
AT_ONCE = 500


def begin_waiting(conversation: Conversation, tenant: Tenant, now: datetime) -> bool:
    """Begins the ladder of a chat that waits, unless nobody answers now; returns whether somebody
    does. Sets columns; saving them is the caller's part."""
    ladder.begin(conversation, tenant.ladder, now)
    is_open = somebody_answers(conversation, tenant, now)
    if not is_open:
        conversation.due_at = None
    return is_open


def somebody_answers(
    conversation: Conversation, tenant: Tenant, now: datetime | None = None
) -> bool:
    """Now, where this chat belongs."""
    return availability(tenant, now, place_of(conversation)).is_open


def wake(tenant: Tenant) -> set[int]:
    """Where somebody answers again, what was left begins to wait; returns what has to go on
    resting."""
    left = Conversation.objects.filter(LEFT).select_related("department").order_by("queued_at")
    by_place: dict[Department | None, list[int]] = {}
    for conversation in left[:AT_ONCE]:
        by_place.setdefault(place_of(conversation), []).append(conversation.pk)
    now, resting = timezone.now(), set()
    roster = Roster(tenant, now) if by_place else None
    for place, ids in by_place.items():
        if read_off(roster, place and place.pk).is_open:
            _begin(tenant, ids, now)
        else:
            resting |= set(ids)
    return resting


def place_of(conversation: Conversation) -> Department | None:
    """A department counts where it keeps hours of its own; else any colleague may help."""
    department = conversation.department
    return department if department and department.own_hours else None


def _begin(tenant: Tenant, ids: list[int], now: datetime) -> None:
    first = Conversation(status=Status.WAITING)
    ladder.begin(first, tenant.ladder, now)
    Conversation.objects.filter(LEFT, pk__in=ids).update(situation_at=now, due_at=first.due_at)
