"""What the button may promise: by the clock, by who is there, and never more than that."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from chat.availability import availability
from tenants.hours import keep_week
from tenants.models import Department, DepartmentMember, Holiday, Membership, Presence, Role

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = {day: [(time(9), time(17))] for day in range(5)}


def at(text: str) -> datetime:
    """On the clock in Berlin; 2026-11-23 is a Monday."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


NIGHT, MORNING, LUNCH = at("2026-11-23 03:00"), at("2026-11-23 09:30"), at("2026-11-23 12:00")
NEXT_MORNING = at("2026-11-24 09:00")


@pytest.fixture
def acme(in_acme):
    tenant = in_acme.acme
    tenant.zone, tenant.last_left_at, tenant.masked_after_s = "Europe/Berlin", None, 120
    keep_week(tenant, OFFICE)
    return tenant


def console_open(member, until, **columns):
    Membership.objects.filter(pk=member.pk).update(online_until=until, **columns)


def told(found):
    return found.state, found.reason, found.opens, found.closes


def test_at_night_it_is_masked_and_says_when_somebody_is_back(acme):
    assert told(availability(acme, NIGHT)) == ("masked", "closed", at("2026-11-23 09:00"), None)


def test_in_hours_with_somebody_there_it_is_open_until_the_end(acme, in_acme):
    console_open(in_acme.omar, LUNCH)
    assert told(availability(acme, MORNING)) == ("open", None, None, at("2026-11-23 17:00"))


def test_somebody_who_only_finishes_work_does_not_open_it(acme, in_acme):
    console_open(in_acme.omar, LUNCH)
    assert not availability(acme, NIGHT).is_open


def test_somebody_is_there_outside_the_hours_on_purpose(acme, in_acme):
    console_open(in_acme.omar, LUNCH, works_after_hours=True)
    assert told(availability(acme, NIGHT)) == ("open", None, None, None)


def test_in_hours_with_nobody_there_it_is_masked_after_the_grace(acme, in_acme):
    console_open(in_acme.omar, LUNCH)
    in_grace = availability(acme, LUNCH + timedelta(seconds=119))
    assert (in_grace.state, in_grace.changes_at) == ("open", LUNCH + timedelta(seconds=120))
    assert availability(acme, in_grace.changes_at).reason == "nobody"


def test_with_nobody_there_the_next_hours_are_named_only_when_these_end_today(acme):
    today = ("masked", "nobody", NEXT_MORNING, at("2026-11-23 17:00"))
    assert told(availability(acme, LUNCH)) == today
    keep_week(acme, {0: [(time(22), time(6))]})
    before_midnight = availability(acme, at("2026-11-23 23:00"))
    assert told(before_midnight) == ("masked", "nobody", None, None)


def test_hours_until_midnight_end_today(acme):
    keep_week(acme, {0: [(time(9), time(0))], 1: [(time(9), time(12))]})
    assert availability(acme, LUNCH).closes == at("2026-11-24 00:00")


def test_away_and_full_and_trainees_are_not_there(acme, in_acme):
    console_open(in_acme.omar, NEXT_MORNING, presence=Presence.AWAY)
    console_open(in_acme.sam, NEXT_MORNING, capacity=0)
    console_open(in_acme.tess, NEXT_MORNING)
    assert in_acme.tess.role == Role.TRAINEE
    assert availability(acme, LUNCH).reason == "nobody"


def test_going_away_counts_from_then_on(acme, in_acme):
    console_open(in_acme.omar, NEXT_MORNING, presence=Presence.AWAY)
    acme.last_left_at = LUNCH
    assert availability(acme, LUNCH + timedelta(seconds=60)).is_open
    assert not availability(acme, LUNCH + timedelta(seconds=121)).is_open


def test_without_any_hours_it_is_open_whenever_somebody_is_there(acme, in_acme):
    keep_week(acme, {})
    assert told(availability(acme, NIGHT)) == ("masked", "nobody", None, None)
    console_open(in_acme.omar, LUNCH)
    assert told(availability(acme, NIGHT)) == ("open", None, None, None)


def test_around_the_clock_promises_no_time(acme):
    keep_week(acme, {day: [(time(0), time(0))] for day in range(7)})
    assert told(availability(acme, NIGHT)) == ("masked", "nobody", None, None)


def test_a_holiday_is_closed_in_the_middle_of_the_week(acme, in_acme):
    Holiday.objects.create(tenant=acme, date=LUNCH.date(), name="Anniversary")
    console_open(in_acme.omar, NEXT_MORNING)
    assert told(availability(acme, LUNCH)) == ("masked", "closed", NEXT_MORNING, None)


def test_a_holiday_of_a_company_without_hours_names_no_time(acme):
    keep_week(acme, {})
    Holiday.objects.create(tenant=acme, date=LUNCH.date(), name="Anniversary")
    assert told(availability(acme, LUNCH)) == ("masked", "closed", None, None)


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_a_holiday_on_the_day_the_clocks_change(acme, in_acme, day):
    Holiday.objects.create(
        tenant=acme, date=at(day).date(), name="Open Sunday", intervals=[["09:00", "12:00"]]
    )
    console_open(in_acme.omar, at(f"{day} 23:00"))
    assert availability(acme, at(f"{day} 08:59")).opens == at(f"{day} 09:00")
    assert availability(acme, at(f"{day} 09:00")).closes == at(f"{day} 12:00")
    assert availability(acme, at(f"{day} 12:00")).reason == "closed"


def test_a_zone_nobody_knows_counts_as_utc(acme):
    acme.zone = "Mars/Olympus"
    assert availability(acme, NIGHT).opens.isoformat() == "2026-11-23T09:00:00+00:00"


@pytest.fixture
def emergencies(acme, in_acme):
    """A department that answers at night, in which Sam is."""
    made = Department.objects.create(tenant=acme, name="Emergencies", own_hours=True)
    keep_week(acme, {day: [(time(0), time(0))] for day in range(7)}, made)
    DepartmentMember.objects.create(tenant=acme, department=made, member=in_acme.sam)
    return made


def test_a_department_has_hours_and_people_of_its_own(acme, in_acme, emergencies):
    console_open(in_acme.omar, LUNCH)
    assert availability(acme, NIGHT, emergencies).reason == "nobody"
    console_open(in_acme.sam, LUNCH)
    assert availability(acme, NIGHT, emergencies).is_open


def test_the_company_is_open_while_one_of_its_departments_is(acme, in_acme, emergencies):
    assert not availability(acme, NIGHT).is_open
    console_open(in_acme.sam, LUNCH)
    assert availability(acme, NIGHT).is_open
    Department.objects.update(is_public=False)
    assert not availability(acme, NIGHT).is_open


def test_it_takes_few_questions(acme, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        availability(acme, NIGHT)
