"""Whether somebody answers: what the button on a company's page may promise. It promises nothing
that nobody is there to keep. Call inside a tenant scope."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from tenants.hours import WrittenHours
from tenants.models import Department, DepartmentMember, Membership, Presence, Role, Tenant

from .render import instant

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
    now = now or timezone.now()
    hours, staff = WrittenHours(tenant, now), _staff()
    found = _look(tenant, hours, _of(department, staff), now, department)
    if found.is_open or department is not None:
        return found
    for other in Department.objects.filter(own_hours=True, is_public=True):
        beside = _look(tenant, hours, _of(other, staff), now, other)
        if beside.is_open:
            return beside
    return found


@dataclass(frozen=True)
class Colleague:
    """Somebody who chose to answer; until `here_until` the console is, or was, open."""

    pk: int
    here_until: datetime
    works_after_hours: bool


def answering_now() -> bool:
    """Whether new chats could go to anybody at all."""
    return Membership.objects.answering().exclude(role=Role.TRAINEE).exists()


def _staff() -> list[Colleague]:
    """Everybody new chats go to while their console is open: as chat.queue.candidates has it."""
    rows = Membership.objects.active().exclude(role=Role.TRAINEE)
    chosen = rows.filter(presence=Presence.ONLINE, capacity__gt=0, online_until__isnull=False)
    return [
        Colleague(*row) for row in chosen.values_list("pk", "online_until", "works_after_hours")
    ]


def _of(department: Department | None, staff: list[Colleague]) -> list[Colleague]:
    """A department without members is everybody's."""
    if department is None:
        return staff
    rows = DepartmentMember.objects.filter(department=department, member__ended_at=None)
    members = set(rows.values_list("member", flat=True))
    return [each for each in staff if each.pk in members] if members else staff


def _look(
    tenant: Tenant,
    hours: WrittenHours,
    staff: Collection[Colleague],
    now: datetime,
    department: Department | None,
) -> Availability:
    schedule, is_written = hours.schedule(department), hours.has_week(department)
    here = [each for each in staff if each.here_until > now]
    if not schedule.is_open(now):
        if any(each.works_after_hours for each in here):
            return Availability("open")
        opens = schedule.opens(now)
        return Availability("masked", "closed", opens if is_written else None, changes_at=opens)
    closes = schedule.closes(now)
    if here:
        return Availability("open", closes=closes, changes_at=closes)
    masks = _last_seen(tenant, staff) + timedelta(seconds=tenant.masked_after_s)
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
