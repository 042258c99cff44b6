"""The hours of a company and of its departments, on their pages."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from helpdesk.tenancy import tenant_scope
from tenants.hours import ALWAYS, WrittenHours, week_of
from tenants.models import Department, Holiday, Membership, Tenant

HOURS = "/t/acme/settings/hours/"
HOLIDAYS = f"{HOURS}holidays/"
CHRISTMAS = date(timezone.now().year + 1, 12, 24)
NINE, TWELVE, FIVE = time(9), time(12), time(17)


def acme() -> Tenant:
    return Tenant.objects.get(slug="acme")


def week(department: Department | None = None) -> dict:
    with tenant_scope(acme()):
        return week_of(acme(), department)


def a_week(**fields: str) -> dict[str, str]:
    return {"kind": "week"} | {name.replace("_", "-", 1): value for name, value in fields.items()}


@pytest.fixture
def billing(cast: Any) -> Department:
    with tenant_scope(cast.acme):
        return Department.objects.create(tenant=cast.acme, name="Billing")


@pytest.mark.parametrize("path", [HOURS, HOLIDAYS, f"{HOURS}besides/", f"{HOLIDAYS}repeat/"])
def test_operators_do_not_change_hours(cast: Any, omar: Client, path: str) -> None:
    assert omar.post(path, {"kind": "anytime"}).status_code == 403
    assert week() == ALWAYS


def test_several_intervals_a_day_and_a_night(ada: Client) -> None:
    ada.post(
        HOURS,
        a_week(
            day0_opens0="13:00", day0_closes0="17:00",
            day0_opens2="09:00", day0_closes2="12:00",
            day4_opens0="22:00", day4_closes0="06:00",
            day6_all_day="on", day6_opens0="10:00",
        ),
    )  # fmt: skip
    assert week() == {
        0: [(NINE, TWELVE), (time(13), FIVE)],
        4: [(time(22), time(6))],
        6: [(time(0), time(0))],
    }


@pytest.mark.parametrize(("kind", "kept"), [("always", ALWAYS), ("anytime", {})])
def test_always_and_at_no_set_hours(ada: Client, kind: str, kept: dict) -> None:
    ada.post(HOURS, {"kind": kind, "day0-opens0": "09:00"})
    assert week() == kept
    assert acme().hours_chosen_at is not None


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"day2_opens0": "09:00"}, "Give both times, or neither."),
        ({"day2_opens0": "09:00", "day2_closes0": "09:00"}, "at the same time"),
        ({"day2_opens0": "nine", "day2_closes0": "17:00"}, "Enter a time such as 09:00."),
        (
            {"day2_opens0": "09:00", "day2_closes0": "14:00",
             "day2_opens1": "13:00", "day2_closes1": "17:00"},
            "These times overlap.",
        ),
        (
            {"day2_opens0": "17:00", "day2_closes0": "10:00",
             "day2_opens1": "09:00", "day2_closes1": "18:00"},
            "These times overlap.",
        ),
        (
            {"day6_opens0": "22:00", "day6_closes0": "06:00",
             "day0_opens0": "05:00", "day0_closes0": "09:00"},
            "The night before ends at 06:00",
        ),
        ({}, "Enter hours for at least one day"),
    ],
)  # fmt: skip
def test_impossible_hours_are_refused(ada: Client, fields: dict, says: str) -> None:
    page = ada.post(HOURS, a_week(**fields)).content.decode()
    assert says in page
    assert all(f'value="{value}"' in page for value in fields.values()), "what was typed stays"
    assert week() == ALWAYS


def test_a_department_uses_the_companys_hours_until_it_has_its_own(
    ada: Client, billing: Department
) -> None:
    page = f"/t/acme/settings/departments/{billing.pk}/hours/"
    own = a_week(day0_opens0="08:00", day0_closes0="12:00") | {"zone": "Asia/Tokyo"}
    ada.post(page, own)
    with tenant_scope(acme()):
        billing.refresh_from_db()
        schedule = WrittenHours(acme()).schedule(billing)
    assert (billing.own_hours, schedule.zone.key) == (True, "Asia/Tokyo")
    assert (schedule.week, week()) == ({0: [(time(8), TWELVE)]}, ALWAYS)
    ada.post(page, {"kind": "company", "zone": ""})
    with tenant_scope(acme()):
        billing.refresh_from_db()
        assert WrittenHours(acme()).schedule(billing).week == ALWAYS


def test_a_zone_nobody_knows_is_refused(ada: Client, billing: Department) -> None:
    page = f"/t/acme/settings/departments/{billing.pk}/hours/"
    answer = ada.post(page, {"kind": "always", "zone": "Mars/Olympus"}).content.decode()
    assert "Choose a time zone from the list." in answer
    with tenant_scope(acme()):
        billing.refresh_from_db()
    assert (billing.own_hours, billing.zone) == (False, "")


def holiday(**fields: str) -> dict[str, str]:
    usual = {"date": CHRISTMAS.isoformat(), "name": "Christmas Eve", "kind": "closed"}
    return {f"holiday-{name}": value for name, value in (usual | fields).items()}


def holidays() -> list[tuple]:
    with tenant_scope(acme()):
        return list(Holiday.objects.values_list("date", "name", "intervals"))


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({}, []),
        ({"kind": "all"}, [["00:00", "00:00"]]),
        ({"kind": "hours", "opens0": "09:00", "closes0": "12:00"}, [["09:00", "12:00"]]),
    ],
)
def test_a_holiday_is_put_on_the_list_and_taken_off(ada: Client, fields: dict, kept: list) -> None:
    ada.post(HOLIDAYS, holiday(**fields))
    assert holidays() == [(CHRISTMAS, "Christmas Eve", kept)]
    assert "Christmas Eve" in ada.get(HOURS).content.decode()
    with tenant_scope(acme()):
        number = Holiday.objects.get().pk
    ada.post(f"{HOLIDAYS}{number}/remove/")
    assert holidays() == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"date": ""}, "Choose the day."),
        ({"date": "24.12."}, "Enter a day such as"),
        ({"date": "2020-12-24"}, "This day is over."),
        ({"date": "2199-12-24"}, "more than three years away"),
        ({"name": "\u200b"}, "Enter a name."),
        ({"kind": "hours"}, "Enter when it opens and closes"),
        (
            {"kind": "hours", "opens0": "09:00", "closes0": "13:00",
             "opens1": "12:00", "closes1": "15:00"},
            "These times overlap.",
        ),
    ],
)  # fmt: skip
def test_a_holiday_that_cannot_be_is_refused(ada: Client, fields: dict, says: str) -> None:
    assert says in ada.post(HOLIDAYS, holiday(**fields)).content.decode()
    assert holidays() == []


def test_a_day_is_a_holiday_once(ada: Client) -> None:
    ada.post(HOLIDAYS, holiday())
    page = ada.post(HOLIDAYS, holiday(name="Again")).content.decode()
    assert "Christmas Eve is on this day already." in page
    assert len(holidays()) == 1


def test_this_years_are_copied_to_the_next_once(ada: Client) -> None:
    last = date(timezone.now().year, 12, 31)
    with tenant_scope(acme()):
        Holiday.objects.create(tenant=acme(), date=last, name="New Year's Eve")
    for _ in range(2):
        ada.post(f"{HOLIDAYS}repeat/")
    assert [day for day, *_ in holidays()] == [last, last.replace(year=last.year + 1)]


def test_a_departments_own_holiday_comes_before_the_companys(
    cast: Any, ada: Client, billing: Department
) -> None:
    ada.post(HOLIDAYS, holiday())
    own = holiday(kind="all")
    ada.post(f"/t/acme/settings/departments/{billing.pk}/hours/holidays/", own)
    with tenant_scope(acme()):
        Department.objects.update(own_hours=True)
        billing.refresh_from_db()
        written = WrittenHours(acme())
        assert written.schedule().intervals_on(CHRISTMAS) == []
        assert written.schedule(billing).intervals_on(CHRISTMAS) == [(time(0), time(0))]
        nobody_elses = Department(pk=0, tenant=cast.acme, own_hours=True)
        assert written.schedule(nobody_elses).intervals_on(CHRISTMAS) == []


def test_who_opens_the_chat_outside_the_hours(cast: Any, ada: Client) -> None:
    ada.post(f"{HOURS}besides/", {"people": [cast.omar.pk], "minutes": "5"})
    with tenant_scope(acme()):
        chosen = Membership.objects.filter(works_after_hours=True)
        assert list(chosen.values_list("display_name", flat=True)) == ["Omar"]
    assert acme().masked_after_s == 300
    ada.post(f"{HOURS}besides/", {"minutes": "61"})
    assert acme().masked_after_s == 300


def test_other_companies_people_and_holidays_are_out_of_reach(cast: Any, ada: Client) -> None:
    with tenant_scope(cast.globex):
        theirs = Holiday.objects.create(
            tenant=cast.globex, date=timezone.now().date() + timedelta(days=9)
        )
    assert ada.post(f"{HOLIDAYS}{theirs.pk}/remove/").status_code == 404
    page = ada.post(f"{HOURS}besides/", {"people": [cast.eve.pk], "minutes": "2"})
    assert "not one of the available choices" in page.content.decode()
