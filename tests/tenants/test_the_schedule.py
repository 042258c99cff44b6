from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tenants.schedule import Schedule, problem_between, problem_with

BERLIN = ZoneInfo("Europe/Berlin")
NINE, TWELVE, ONE, FIVE = time(9), time(12), time(13), time(17)
OFFICE = {day: [(NINE, TWELVE), (ONE, FIVE)] for day in range(5)}


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def office(**options) -> Schedule:
    return Schedule(BERLIN, OFFICE, **options)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23 08:59:59", False),
        ("2026-11-23 09:00:00", True),
        ("2026-11-23 12:00:00", False),
        ("2026-11-23 16:59:59", True),
        ("2026-11-23 17:00:00", False),
        ("2026-11-22 10:00:00", False),
    ],
)
def test_a_week_with_a_lunch_break(moment, is_open):
    assert office().is_open(at(moment)) is is_open


def test_the_next_opening_skips_the_weekend():
    assert office().opens(at("2026-11-20 18:00")) == at("2026-11-23 09:00")


def test_while_open_there_is_a_closing_and_no_opening():
    now = at("2026-11-23 10:00")
    assert (office().opens(now), office().closes(now)) == (None, at("2026-11-23 12:00"))


def test_a_night_shift_runs_into_the_next_day():
    nights = Schedule(BERLIN, {4: [(time(22), time(6))]})
    assert nights.is_open(at("2026-11-21 05:59"))
    assert not nights.is_open(at("2026-11-21 06:00"))
    assert nights.closes(at("2026-11-20 23:00")) == at("2026-11-21 06:00")


def test_all_day_every_day_never_closes():
    always = Schedule(BERLIN, {day: [(time(0), time(0))] for day in range(7)})
    now = at("2026-11-22 03:00")
    assert always.is_open(now)
    assert always.closes(now) is None


def test_one_whole_day_ends_at_midnight():
    sunday = Schedule(BERLIN, {6: [(time(0), time(0))]})
    assert sunday.closes(at("2026-11-22 03:00")) == at("2026-11-23 00:00")


def test_a_holiday_has_its_own_hours_or_none():
    christmas = {date(2026, 12, 24): [(NINE, TWELVE)], date(2026, 12, 25): []}
    closed = office(holidays=christmas)
    assert closed.is_open(at("2026-12-24 10:00"))
    assert not closed.is_open(at("2026-12-24 14:00"))
    assert closed.opens(at("2026-12-24 14:00")) == at("2026-12-28 09:00")


def test_nine_oclock_stays_nine_oclock_when_clocks_change():
    sundays = Schedule(BERLIN, {6: [(NINE, FIVE)]})
    before, after = at("2026-03-22 09:00"), at("2026-03-29 09:00")
    assert sundays.is_open(before)
    assert sundays.is_open(after)
    assert sundays.opens(at("2026-03-28 12:00")) == after


def test_an_opening_in_the_hour_that_does_not_exist_moves_on():
    early = Schedule(BERLIN, {6: [(time(2, 30), time(8))]})
    assert not early.is_open(at("2026-03-29 01:59"))
    assert early.is_open(at("2026-03-29 03:30"))


def test_an_hour_that_happens_twice_is_open_twice():
    late = Schedule(BERLIN, {6: [(time(2), time(3))]})
    assert late.is_open(at("2026-10-25 02:30"))
    assert late.is_open(at("2026-10-25 02:30").replace(fold=1))


def test_a_company_that_never_opens():
    assert Schedule(BERLIN, {}).opens(at("2026-11-22 10:00")) is None


@pytest.mark.parametrize(
    ("intervals", "is_fine"),
    [
        ([(NINE, FIVE)], True),
        ([(NINE, TWELVE), (ONE, FIVE)], True),
        ([(NINE, TWELVE), (TWELVE, FIVE)], True),
        ([(NINE, ONE), (TWELVE, FIVE)], False),
        ([(time(22), time(6))], True),
        ([(time(22), time(6)), (NINE, FIVE)], True),
        ([(time(0), time(0)), (NINE, FIVE)], False),
        ([(NINE, time(2)), (ONE, FIVE)], False),
    ],
)
def test_what_one_day_can_look_like(intervals, is_fine):
    assert (problem_with(intervals) is None) is is_fine


NIGHT, DAWN, EARLY = (time(22), time(6)), (time(5), time(9)), (time(6), time(9))


@pytest.mark.parametrize(
    ("evening", "morning", "is_fine"),
    [
        ([NIGHT], [DAWN], False),
        ([NIGHT], [EARLY], True),
        ([NIGHT], [], True),
        ([NIGHT], [(time(0), time(0))], True),
        ([(NINE, time(0))], [(time(0), NINE)], True),
        ([(NINE, FIVE)], [DAWN], True),
    ],
)
def test_a_night_and_the_morning_after_it(evening, morning, is_fine):
    assert (problem_between(evening, morning) is None) is is_fine


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 1), (date(2026, 10, 25), 3)], ids=["spring", "autumn"]
)
def test_a_holiday_on_the_day_the_clocks_change(day, hours):
    """From one to three by the clock: an hour less in spring, one more in autumn."""
    holiday = Schedule(BERLIN, OFFICE, {day: [(time(1), time(3))]})
    (opening,) = holiday.openings(at(f"{day} 00:00"), 1)
    assert (opening[1] - opening[0]).total_seconds() == hours * 3600
    assert opening[0] == at(f"{day} 01:00")


def test_what_lies_in_the_hour_that_does_not_exist_is_nothing():
    gap = Schedule(BERLIN, {}, {date(2026, 3, 29): [(time(2, 15), time(2, 45))]})
    assert gap.openings(at("2026-03-29 00:00"), 1) == []


def test_openings_of_the_next_days_join_where_they_touch():
    nights = Schedule(BERLIN, {4: [(time(22), time(0))], 5: [(time(0), time(6)), (NINE, FIVE)]})
    assert nights.openings(at("2026-11-20 12:00"), 2) == [
        (at("2026-11-20 22:00"), at("2026-11-21 06:00")),
        (at("2026-11-21 09:00"), at("2026-11-21 17:00")),
    ]


def test_what_runs_now_is_among_the_openings():
    assert office().openings(at("2026-11-20 16:00"), 2) == [
        (at("2026-11-20 13:00"), at("2026-11-20 17:00"))
    ]
