"""Which chats: what somebody chose in the search panel or saved as a view."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from chat.frames import BadFrame
from chat.models import Conversation, Priority, Status
from tenants.models import Tenant

MOST_TEXT = 80
FIRST_YEAR, LAST_YEAR = 2000, 2200
NAMES = {priority.name.lower(): priority for priority in Priority}


def read_filters(value: Any) -> dict[str, Any]:
    """Only what is known and well-formed. Raises BadFrame("bad_frame", field="filters").

    {"status": "open", "operator": 3 or 0 for nobody, "department": 2, "tag": "vip",
     "priority": "high", "language": "de", "since": "2026-11-01", "until": "2026-11-30"}
    """
    if value is None:
        return {}
    if not isinstance(value, dict) or any(name not in READERS for name in value):
        raise BadFrame("bad_frame", field="filters")
    try:
        chosen = {name: READERS[name](given) for name, given in value.items() if given is not None}
    except (TypeError, ValueError, KeyError):
        raise BadFrame("bad_frame", field="filters") from None
    return chosen


def filtered(tenant: Tenant, filters: dict[str, Any]) -> QuerySet[Conversation]:
    """`filters` as `read_filters` gives them."""
    rows = Conversation.objects.all()
    for name, value in filters.items():
        rows = rows.filter(CONDITIONS[name](value, tenant))
    return rows


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= MOST_TEXT:
        raise ValueError
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError
    return value


def _status(value: Any) -> str:
    return Status(_text(value)).value


def _priority(value: Any) -> str:
    return NAMES[_text(value)].name.lower()


def _day(value: Any) -> str:
    day = date.fromisoformat(_text(value))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:  # the clock of every zone can count them
        raise ValueError
    return day.isoformat()


READERS = {
    "status": _status,
    "operator": _number,
    "department": _number,
    "tag": _text,
    "priority": _priority,
    "language": _text,
    "since": _day,
    "until": _day,
}


def _language(value: str, tenant: Tenant) -> Q:
    return Q(visitor__locale__iexact=value) | Q(visitor__locale__istartswith=f"{value}-")


def _midnight(day: date, tenant: Tenant) -> datetime:
    """Where the company is."""
    try:
        zone = ZoneInfo(tenant.zone)
    except (KeyError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    return datetime.combine(day, time(), zone)


CONDITIONS = {
    "status": lambda value, tenant: Q(status=value),
    "operator": lambda value, tenant: Q(operator=value or None),
    "department": lambda value, tenant: Q(department=value or None),
    "tag": lambda value, tenant: Q(tags__tag__name=value),
    "priority": lambda value, tenant: Q(priority=NAMES[value]),
    "language": _language,
    "since": lambda value, tenant: Q(created_at__gte=_midnight(date.fromisoformat(value), tenant)),
    "until": lambda value, tenant: Q(
        created_at__lt=_midnight(date.fromisoformat(value) + timedelta(days=1), tenant)
    ),
}
