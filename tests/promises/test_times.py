"""When a promise could be due: moments at which somebody works, by the company's own hours."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from feedback.promises.times import after_opening_hours, end_of, presets, rounded_up
from tenants.schedule import Schedule

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Schedule(BERLIN, {day: [(time(9), time(17))] for day in range(5)})
ALWAYS = Schedule(BERLIN, {day: [(time(0), time(0))] for day in range(7)})
NIGHTS = Schedule(BERLIN, {day: [(time(22), time(6))] for day in range(7)})
SPLIT = Schedule(BERLIN, {day: [(time(9), time(12)), (time(14), time(17))] for day in range(5)})
HOLIDAY = Schedule(BERLIN, OFFICE.week, {date(2026, 11, 24): []})
NEVER = Schedule(BERLIN, {})


def at(day, clock):
    """A moment of November 2026 in Berlin; the 23rd is a Monday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def shown(schedule, now):
    return {p.key: p.at.astimezone(BERLIN).strftime("%d %H:%M") for p in presets(schedule, now)}


@pytest.mark.parametrize(
    ("schedule", "now", "wanted"),
    [
        (
            OFFICE,
            at(23, "10:02"),
            {"hour": "23 11:05", "today": "23 17:00", "tomorrow": "24 17:00"},
        ),
        (OFFICE, at(23, "16:20"), {"today": "23 17:00", "tomorrow": "24 17:00"}),
        (OFFICE, at(27, "16:45"), {"next_day": "30 17:00"}),
        (OFFICE, at(29, "23:00"), {"tomorrow": "30 17:00"}),
        (HOLIDAY, at(23, "16:45"), {"next_day": "25 17:00"}),
        (SPLIT, at(23, "11:30"), {"today": "23 17:00", "tomorrow": "24 17:00"}),
        (ALWAYS, at(23, "20:20"), {"hour": "23 21:20", "tomorrow": "24 18:00"}),
        (NIGHTS, at(23, "10:00"), {"tomorrow": "24 06:00"}),
        (NEVER, at(23, "10:00"), {}),
    ],
)
def test_what_is_offered_makes_sense(schedule, now, wanted):
    found = shown(schedule, now)
    assert found == wanted
    assert all(preset.at > now for preset in presets(schedule, now))


def test_clocks_that_change_keep_the_hour_on_the_wall():
    """In Berlin they go back in the night to the 25th of October 2026."""
    assert end_of(ALWAYS, date(2026, 10, 24)).hour == 16
    assert end_of(ALWAYS, date(2026, 10, 25)).hour == 17


@pytest.mark.parametrize(
    ("schedule", "now", "hours", "wanted"),
    [
        (OFFICE, at(23, "10:00"), 4, at(23, "14:00")),
        (OFFICE, at(23, "16:00"), 4, at(24, "12:00")),
        (OFFICE, at(27, "23:00"), 4, at(30, "13:00")),
        (SPLIT, at(23, "11:00"), 4, at(23, "17:00")),
        (ALWAYS, at(23, "22:00"), 4, at(24, "02:00")),
        (NEVER, at(23, "10:00"), 4, at(30, "10:00")),
    ],
)
def test_only_opening_hours_count(schedule, now, hours, wanted):
    assert after_opening_hours(schedule, now, hours) == wanted


def test_times_are_whole_five_minutes():
    assert rounded_up(at(23, "10:01")) == at(23, "10:05")
    assert rounded_up(at(23, "10:05")) == at(23, "10:05")
