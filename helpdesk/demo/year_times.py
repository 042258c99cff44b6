"""When customers write: more before Christmas and after, on Mondays, late in the morning and in the
evening; few at night."""

from bisect import bisect
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

DAYS = 364
MONTHS = [1.15, 0.9, 0.85, 0.8, 0.75, 0.7, 0.75, 0.8, 0.95, 1.1, 1.45, 1.7]
WEEKDAYS = [1.25, 1.1, 1.05, 1.0, 0.95, 0.6, 0.4]
HOURS = [1, 1, 0, 0, 0, 1, 3, 8, 18, 36, 46, 44, 36, 38, 40, 38, 34, 26, 18, 14, 12, 9, 5, 2]
GROWTH = 0.3  # more at the end of the year than at its beginning


def moments(count: int, until: datetime, zone: ZoneInfo, chance: Random) -> list[datetime]:
    """`count` moments of the year before `until`, in order."""
    last = until.astimezone(zone).date() - timedelta(days=1)
    days = [last - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    wanted = _sums(
        MONTHS[day.month - 1] * WEEKDAYS[day.weekday()] * (1 + GROWTH * place / DAYS)
        for place, day in enumerate(days)
    )
    hours = _sums(HOURS)
    begins = [datetime.combine(day, time(), zone) for day in days]
    found = []
    for _ in range(count):
        day = begins[_one_of(wanted, chance)]
        second = 3600 * _one_of(hours, chance) + chance.randrange(3600)
        found.append(day + timedelta(seconds=second))
    return sorted(found)


def _sums(weights) -> list[float]:
    return list(accumulate(weights))


def _one_of(sums: Sequence[float], chance: Random) -> int:
    return bisect(sums, chance.random() * sums[-1])
