"""Whether somebody answers: what the button on a company's page may promise. It promises nothing
that nobody is there to keep. Call inside a tenant scope."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from tenants.models import Department, Membership, Tenant

from .render import instant
from .roster import Colleague, Roster

LONG_AGO = datetime.min.replace(tzinfo=UTC)
NOTED_EVERY = timedelta(seconds=10)


@dataclass(frozen=True)
class Availability:
    """`reason` of being masked: "closed" (outside hours) or "nobody" (in hours, yet nobody is
    there). `opens` is the next opening, where one was written down; with "nobody" it is named only
    when the hours that run now end today. `changes_at`: until then the clock alone changes nothing.
    """

    state: Literal["open", "masked"]
    reason: Literal["closed", "nobody"] | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    changes_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    def facts(self) -> dict[str, Any]:
        """As docs/protocol.md has it."""
        return {
            "state": self.state,
            "reason": self.reason,
            "opens": instant(self.opens),
            "closes": instant(self.closes),
        }


def availability(
    tenant: Tenant, now: datetime | None = None, department: Department | None = None
) -> Availability:
    """Of a department, or of the company: which is open, too, while a department that visitors
    may choose keeps hours of its own and is."""
    return read_off(Roster(tenant, now or timezone.now()), department and department.pk)


def read_off(roster: Roster, department: int | None = None) -> Availability:
    """The same, from what is known already; `department` by its number."""
    found = _look(roster, department)
    if found.is_open or department is not None:
        return found
    beside = [_look(roster, other) for other in roster.beside()]
    best = next((each for each in beside if each.is_open), found)
    changes = [each.changes_at for each in (found, *beside) if each.changes_at]
    return replace(best, changes_at=min(changes, default=None))


def answering_now() -> bool:
    """Whether new chats could go to anybody at all."""
    return Membership.objects.answering().exists()


def _look(roster: Roster, department: int | None) -> Availability:
    now, schedule = roster.now, roster.schedule(department)
    is_written = roster.hours.has_week(roster.own_hours.get(department))
    on_duty = roster.on_duty(department)
    is_somebody_here = any(each.here_until > now for each in on_duty)
    if not schedule.is_open(now):
        opens = schedule.opens(now)
        if is_somebody_here:
            return Availability("open", changes_at=opens)
        return Availability("masked", "closed", opens if is_written else None, changes_at=opens)
    closes = schedule.closes(now)
    if is_somebody_here:
        return Availability("open", closes=closes, changes_at=closes)
    masks = _last_seen(roster.tenant, on_duty)
    masks += timedelta(seconds=roster.tenant.masked_after_s)
    if now < masks:
        return Availability("open", closes=closes, changes_at=min(closes or masks, masks))
    if is_written and _ends_today(closes, now, schedule.zone):
        return Availability("masked", "nobody", schedule.opens(closes), closes, closes)
    return Availability("masked", "nobody", changes_at=closes)


def _last_seen(tenant: Tenant, staff: Collection[Colleague]) -> datetime:
    """Until when anybody was there."""
    moments = [each.here_until for each in staff]
    return max([*moments, tenant.last_left_at or LONG_AGO])


def _ends_today(closes: datetime | None, now: datetime, zone: ZoneInfo) -> bool:
    """Midnight is the end of today."""
    if closes is None:
        return False
    last = closes - timedelta(microseconds=1)
    return last.astimezone(zone).date() == now.astimezone(zone).date()


def note_presence(tenant: Tenant, now: datetime) -> None:
    """Somebody answers at this moment: when they are gone, it is known since when."""
    stale = Q(last_left_at=None) | Q(last_left_at__lt=now - NOTED_EVERY)
    Tenant.objects.filter(stale, pk=tenant.pk).update(last_left_at=now)
