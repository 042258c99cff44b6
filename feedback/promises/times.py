"""When a promise could be due, by the hours the company keeps. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from tenants.schedule import DAY, MIDNIGHT, Schedule

EVENING = time(18)  # later than that nobody means by "today"
SOON = timedelta(hours=1)
ROUND = timedelta(minutes=5)
LEAST = timedelta(minutes=30)  # what is nearer is no choice of its own
LOOK_AHEAD_DAYS = 14
LONGEST_WAIT_DAYS = 60
WITHOUT_HOURS = timedelta(days=7)


@dataclass(frozen=True)
class Preset:
    """`key`: hour, today, tomorrow or next_day (the first working day after tomorrow)."""

    key: str
    at: datetime


def presets(schedule: Schedule, now: datetime) -> list[Preset]:
    """What makes sense now, the soonest first: never a time at which nobody works."""
    today = now.astimezone(schedule.zone).date()
    ends = {n: end_of(schedule, today + n * DAY) for n in range(LOOK_AHEAD_DAYS)}
    found = []
    in_an_hour = rounded_up(now + SOON)
    if schedule.is_open(in_an_hour - ROUND):
        found.append(Preset("hour", in_an_hour))
    if ends[0] and ends[0] - now > LEAST:
        found.append(Preset("today", ends[0]))
    if ends[1]:
        return [*found, Preset("tomorrow", ends[1])]
    next_day = next(filter(None, (ends[n] for n in range(2, LOOK_AHEAD_DAYS))), None)
    return [*found, Preset("next_day", next_day)] if next_day else found


def end_of(schedule: Schedule, day: date) -> datetime | None:
    """The last moment of a day's work, at six in the evening at the latest; None: a day off."""
    begins, ends = (_moment(schedule, day + n * DAY, MIDNIGHT) for n in (0, 1))
    evening = _moment(schedule, day, EVENING)
    pieces = [
        (max(start, begins), min(end, ends)) for start, end in schedule.openings(begins, days=2)
    ]
    pieces = [(start, end) for start, end in pieces if start < end and start < ends]
    if any(start < evening <= end for start, end in pieces):
        return evening
    before = [end for _, end in pieces if end < evening]
    return before[-1] if before else next((end for _, end in pieces), None)


def after_opening_hours(schedule: Schedule, now: datetime, hours: int) -> datetime:
    """The moment when the company has been open for so many hours from now on."""
    left = timedelta(hours=hours)
    for start, end in schedule.openings(now, days=LONGEST_WAIT_DAYS):
        begins = max(start, now)
        if end - begins >= left:
            return rounded_up(begins + left)
        left -= end - begins
    return rounded_up(now + WITHOUT_HOURS)


def rounded_up(at: datetime) -> datetime:
    beyond = timedelta(minutes=at.minute, seconds=at.second, microseconds=at.microsecond) % ROUND
    return at + (ROUND - beyond if beyond else timedelta())


def _moment(schedule: Schedule, day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=schedule.zone).astimezone(UTC)
