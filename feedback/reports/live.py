"""How it stands at this moment, for a screen on the wall. Call inside the company's scope."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from chat.left_questions import LEFT
from chat.models import Conversation, Status
from chat.team import everybody, is_here
from feedback.scoring.points import LONGEST_GAP_S
from feedback.templatetags.ratings import percent
from tenants.hours import zone_named
from tenants.models import Department, Membership, Presence, Tenant

SOON_S, LATE_S = 60, LONGEST_GAP_S  # from here on a wait is shown as warning, and as too long


def now_of(tenant: Tenant) -> dict[str, Any]:
    """{"numbers": {name: text}, "tones": {name: "", "warn" or "bad"}, "departments": [row], "team":
    [row], "at": the company's clock}; a row is {"name", "text", "tone", "share": 0 to 100}.

    What was left while nobody answers waits for the morning: it is not counted as waiting.
    """
    now = timezone.now()
    waiting = Conversation.objects.waiting().exclude(LEFT).filter(_awake(now))
    queue = waiting.aggregate(chats=Count("pk"), since=Min("queued_at"))
    live = Conversation.objects.filter(_awake(now), status=Status.OPEN)
    unanswered = live.filter(waiting_since__lte=now - timedelta(seconds=LATE_S)).count()
    people = [each for each in everybody() if is_here(each)]
    answering = [each for each in people if each.presence == Presence.ONLINE and each.capacity]
    longest = _seconds(queue["since"], now)
    return {
        "numbers": {
            "waiting": str(queue["chats"]),
            "longest": clock(longest),
            "open": str(live.count()),
            "unanswered": str(unanswered),
            "online": str(len(answering)),
            "load": percent(_load(answering)),
        },
        "tones": {
            "longest": tone(longest),
            "waiting": tone(longest),
            "unanswered": "bad" if unanswered else "",
            "online": "" if answering else "warn",
        },
        "departments": _departments(waiting, now),
        "team": [_person(each) for each in people],
        "at": time_format(now.astimezone(zone_named(tenant.zone)), "H:i:s"),
    }


def clock(seconds: int | None) -> str:
    """ "0:48", "12:05", "1:02:09"; "–" for nobody."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def tone(seconds: int | None) -> str:
    if seconds is None or seconds < SOON_S:
        return ""
    return "warn" if seconds < LATE_S else "bad"


def _awake(now: datetime) -> Q:
    return Q(snoozed_until=None) | Q(snoozed_until__lte=now)


def _seconds(since: datetime | None, now: datetime) -> int | None:
    return None if since is None else max(0, int((now - since).total_seconds()))


def _load(people: Iterable[Membership]) -> float | None:
    """What they have of what they can have at once."""
    pairs = [(each.load, each.capacity) for each in people]
    most = sum(capacity for _load, capacity in pairs)
    return sum(min(load, capacity) for load, capacity in pairs) / most if most else None


def _departments(waiting: Any, now: datetime) -> list[dict[str, Any]]:
    """Those somebody waits for, by name."""
    rows = waiting.order_by().values_list("department").annotate(n=Count("pk"), at=Min("queued_at"))
    names = dict(Department.objects.values_list("pk", "name"))
    found = [(names.get(pk) or _("No department"), n, _seconds(at, now)) for pk, n, at in rows]
    return [
        {"name": name, "text": f"{n} · {clock(longest)}", "tone": tone(longest), "share": None}
        for name, n, longest in sorted(found, key=lambda row: row[0].casefold())
    ]


def _person(member: Membership) -> dict[str, Any]:
    """By name, never by how much: a full load is no merit and an empty one no fault."""
    share = 100 * min(member.load, member.capacity) // member.capacity if member.capacity else 0
    is_away = member.presence != Presence.ONLINE
    return {
        "name": member.display_name,
        "text": _("Away") if is_away else f"{member.load}/{member.capacity}",
        "tone": "away" if is_away else "",
        "share": share,
    }
