"""Which place each waiting visitor has, and what they are told. Call inside a tenant scope."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from chat.events import Push, announce, visitor_group
from chat.models import Conversation, Status
from chat.queue.candidates import is_for_everybody
from chat.roster import Colleague, Roster
from tenants.models import Tenant

from .estimate import ROUND_S, Queue, Wait, estimates, shown_range

RECENT = 100
MOST_TOLD = 200
OVERTAKING_OVER = timedelta(hours=1)
WORTH_TELLING = 0.2  # a smaller change of the range is not pushed
NONE = Wait(0.0, 0.0, 0.0)
FREE_YET_WAITING = timedelta(seconds=60)
EVERYBODY = 0  # the pool of chats that anybody may take


def tell_places(tenant: Tenant, *, resting: Collection[int] = ()) -> int:
    """Works out every place anew and pushes those that changed; returns how many. `resting` are
    left until somebody answers again: they have no place."""
    now = timezone.now()
    rows = Conversation.objects.waiting().filter(Q(snoozed_until=None) | Q(snoozed_until__lte=now))
    rows = rows.exclude(pk__in=resting)
    waiting = list(rows.order_by("priority", "queued_at", "id")[:MOST_TOLD])
    if not waiting:
        return 0
    house = _house(Roster(tenant, now))
    places = _places(waiting, house)
    return sum(_tell(row, *place) for row, place in zip(waiting, places, strict=True))


# --- What is known of the company at this moment -------------------------------------------------


@dataclass(frozen=True)
class House:
    """`pools`: {whose chats: {who is here to take them: how many at once}}, the departments' and
    EVERYBODY's. `busy`: (whose, for how many seconds already), one for each of their chats."""

    pools: dict[int, dict[int, int]]
    busy: list[tuple[int, float]]
    handling_s: list[float]
    overtaking: dict[int, float]

    def pool_of(self, row: Conversation) -> int:
        """The department whose people alone will take it, or EVERYBODY."""
        if is_for_everybody(row) or row.department_id not in self.pools:
            return EVERYBODY
        return row.department_id

    def capacity(self, pool: int) -> int:
        return sum(self.pools[pool].values())

    def queue(self, pool: int, priority: int) -> Queue:
        """As the estimate wants it; nobody ahead."""
        busy = [seconds for person, seconds in self.busy if person in self.pools[pool]]
        return Queue(
            ahead=0,
            busy_s=busy,
            free=max(0, self.capacity(pool) - len(busy)),
            handling_s=self.handling_s,
            overtaking_per_s=self.overtaking.get(priority, 0.0),
        )


def _house(roster: Roster) -> House:
    pools = {pk: _here(roster.on_duty(pk), roster.now) for pk in roster.lines()}
    pools[EVERYBODY] = _here(roster.on_duty_for_all(), roster.now)
    people = {person for pool in pools.values() for person in pool}
    began = Conversation.objects.filter(
        status=Status.OPEN, operator__in=people, assigned_at__isnull=False
    )
    return House(
        pools=pools,
        busy=[
            (person, (roster.now - at).total_seconds())
            for person, at in began.values_list("operator", "assigned_at")
        ],
        handling_s=recent_handling_s(),
        overtaking=overtaking_per_s(roster.now),
    )


def _here(people: Iterable[Colleague], now: datetime) -> dict[int, int]:
    return {each.pk: each.capacity for each in people if each.here_until > now}


def recent_handling_s() -> list[float]:
    """From somebody having it to its end, in seconds; the newest last."""
    rows = (
        Conversation.objects.closed()
        .filter(assigned_at__isnull=False, closed_at__gt=F("assigned_at"))
        .order_by("-closed_at", "-id")
        .values_list("assigned_at", "closed_at")[:RECENT]
    )
    return [(closed - assigned).total_seconds() for assigned, closed in reversed(rows)]


def overtaking_per_s(now: datetime) -> dict[int, float]:
    """{priority: how often, a second, chats arrive that are served before it}"""
    since = now - OVERTAKING_OVER
    arrived = Conversation.objects.filter(queued_at__gte=since).values_list("priority", flat=True)
    arrivals = list(arrived)
    seconds = OVERTAKING_OVER.total_seconds()
    return {own: sum(other < own for other in arrivals) / seconds for own in range(4)}


# --- Places --------------------------------------------------------------------------------------


def _places(
    waiting: Sequence[Conversation], house: House
) -> Iterable[tuple[int, Wait | None, int]]:
    """(place, wait, capacity of those who may take it) of each, in the same order."""
    pools = [house.pool_of(row) for row in waiting]
    ahead = [_ahead(pools[:index], pool, house) for index, pool in enumerate(pools)]
    lines: dict[tuple[int, int], list[int]] = {}
    for row, pool, before in zip(waiting, pools, ahead, strict=True):
        lines.setdefault((pool, row.priority), []).append(before)
    waits = {line: estimates(house.queue(*line), befores) for line, befores in lines.items()}
    return [
        (before + 1, waits[pool, row.priority][before], house.capacity(pool))
        for row, pool, before in zip(waiting, pools, ahead, strict=True)
    ]


def _ahead(before: Sequence[int], pool: int, house: House) -> int:
    """How many will be served before by the same people.

    A department's people also take their share of what is for everybody; and whoever may be served
    by anybody waits for all those before.
    """
    if pool == EVERYBODY:
        return len(before)
    share = house.capacity(pool) / max(1, house.capacity(EVERYBODY))
    return before.count(pool) + round(before.count(EVERYBODY) * share)


# --- Telling -------------------------------------------------------------------------------------


def _tell(row: Conversation, place: int, wait: Wait | None, capacity: int) -> bool:
    if wait == NONE and timezone.now() - row.queued_at > FREE_YET_WAITING:
        wait = None  # somebody could take it, and does not: nobody knows when they will
    shown: dict[str, Any] = {
        "place": place,
        "wait": wait and list(shown_range(wait)),
        "capacity": capacity,
    }
    if row.shown is not None and not _is_news(row.shown, shown):
        return False
    shown["why"] = _why_longer(row.shown, shown)
    Conversation.objects.filter(pk=row.pk, status=Status.WAITING).update(shown=shown)
    frame = {"type": "queue", **queue_of(shown)}
    announce([Push(visitor_group(row.tenant_id, row.visitor_id), frame)])
    return True


def queue_of(shown: dict[str, Any]) -> dict[str, Any]:
    """What a visitor is told: place, range in seconds, and why it grew."""
    return {"place": shown["place"], "wait": shown["wait"], "why": shown.get("why")}


def _is_news(before: dict[str, Any], now: dict[str, Any]) -> bool:
    if before["place"] != now["place"] or (before["wait"] is None) != (now["wait"] is None):
        return True
    if now["wait"] is None:
        return False
    return _moved(before["wait"], now["wait"])


def _moved(before: Sequence[int], now: Sequence[int]) -> bool:
    return any(
        abs(a - b) > max(ROUND_S, WORTH_TELLING * max(a, b))
        for a, b in zip(before, now, strict=True)
    )


def _why_longer(before: dict[str, Any] | None, now: dict[str, Any]) -> str | None:
    """Why it takes longer than was said: fewer_people, overtaken, slower; None when it does not."""
    if before is None:
        return None
    further = now["place"] > before["place"]
    longer = before["wait"] and (now["wait"] is None or now["wait"][1] > before["wait"][1])
    if not further and not longer:
        return None
    if now["capacity"] < before["capacity"]:
        return "fewer_people"
    return "overtaken" if further else "slower"
