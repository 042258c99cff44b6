"""When a company is open: weekly hours and holidays in its own time zone, as moments in UTC.

Pure. An interval that does not end after it begins runs into the next day (a night shift); one
that ends when it begins is the whole day. A holiday replaces what begins on its date. When clocks
change, an hour that does not exist moves on, and one that happens twice counts both times.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

Interval = tuple[time, time]
LOOK_AHEAD_DAYS = 400
DAY = timedelta(days=1)
MIDNIGHT = time(0)


@dataclass(frozen=True)
class Schedule:
    """`week` by weekday (0 is Monday), `holidays` by date; no intervals: closed."""

    zone: ZoneInfo
    week: Mapping[int, Sequence[Interval]]
    holidays: Mapping[date, Sequence[Interval]] = field(default_factory=dict)

    def is_open(self, now: datetime) -> bool:
        return any(start <= now < end for start, end in self._near(now, days=1))

    def closes(self, now: datetime) -> datetime | None:
        """When the opening that `now` is in ends; None when closed, or when it never ends."""
        until = None
        for start, end in self._near(now, days=LOOK_AHEAD_DAYS):
            if until is None and start <= now < end:
                until = end
            elif until is not None and start <= until:
                until = max(until, end)
            elif until is not None:
                return until
        days_left = until and until - now > timedelta(days=LOOK_AHEAD_DAYS - 2)
        return None if days_left else until

    def opens(self, now: datetime) -> datetime | None:
        """The next opening after `now`; None when there is none within a year, or it is open."""
        for start, end in self._near(now, days=LOOK_AHEAD_DAYS):
            if start <= now < end:
                return None
            if start > now:
                return start
        return None

    def openings(self, now: datetime, days: int) -> list[tuple[datetime, datetime]]:
        """What is open from `now` on for so many days, in order; what touches is one opening."""
        last, found = now + days * DAY, []
        for start, end in self._near(now, days=days):
            if end <= now or start >= last:
                continue
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
        return found

    def intervals_on(self, day: date) -> Sequence[Interval]:
        return self.holidays.get(day, self.week.get(day.weekday(), ()))

    def _near(self, now: datetime, days: int) -> Iterator[tuple[datetime, datetime]]:
        """Openings from yesterday's night shift on, in order, as moments in UTC."""
        today = now.astimezone(self.zone).date()
        for offset in range(-1, days + 1):
            day = today + offset * DAY
            for start, end in sorted(self.intervals_on(day)):
                last_day = day if end > start else day + DAY
                span = self._moment(day, start, fold=0), self._moment(last_day, end, fold=1)
                if span[0] < span[1]:  # else it lies in the hour that does not exist today
                    yield span

    def lasts(self, day: date, start: time, end: time) -> bool:
        """Whether there is anything of an interval within one day."""
        return self._moment(day, start, fold=0) < self._moment(day, end, fold=1)

    def _moment(self, day: date, at: time, fold: int) -> datetime:
        local = datetime.combine(day, at, tzinfo=self.zone).replace(fold=fold)
        return local.astimezone(UTC)


def problem_with(intervals: Sequence[Interval]) -> str | None:
    """Why these intervals cannot be one day's, in words for a form; None when they can."""
    if len(intervals) > 1 and any(start == end for start, end in intervals):
        return _("Open all day leaves no room for another time on that day.")
    ordered = sorted(intervals)
    for (_start, end), (start, _end) in pairwise(ordered):
        if end <= ordered[0][0] or end > start:
            return _("These times overlap. Let the second begin after the first has ended.")
    return None


def problem_on(day: date, intervals: Sequence[Interval], zone: ZoneInfo) -> str | None:
    """Why these intervals cannot be on this very day: where clocks go forward, an hour is gone."""
    schedule = Schedule(zone, {}, {day: intervals})
    for start, end in intervals:
        if end > start and not schedule.lasts(day, start, end):
            told = _("Clocks go forward on this day: {opens} to {closes} does not exist.")
            return told.format(opens=f"{start:%H:%M}", closes=f"{end:%H:%M}")
    return None


def problem_between(evening: Sequence[Interval], morning: Sequence[Interval]) -> str | None:
    """Why these intervals of one day do not go with those of the day after; None when they do.

    A whole day swallows what runs into it: nobody means two different things by that.
    """
    nights = [end for start, end in evening if end < start and end != MIDNIGHT]
    begins = [start for start, end in morning if start != end]
    if nights and begins and min(begins) < max(nights):
        told = _("The night before ends at {time}, after this begins. Let one of them give way.")
        return told.format(time=f"{max(nights):%H:%M}")
    return None
