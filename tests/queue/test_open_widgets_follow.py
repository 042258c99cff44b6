"""Whoever has the widget open sees at once what changes: hours, holidays, people, and the clock."""

import asyncio
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.test import Client
from django.utils import timezone

from chat import fanout
from chat.models import Agenda
from chat.runtime import Runtime
from helpdesk.tenancy import tenant_scope
from tenants.actions import join_company
from tenants.hours import ALWAYS, keep_week
from tenants.models import Department, DepartmentMember, Membership, Tenant
from tests.conftest import sign_in
from tests.wire import greeted_visitor

SETTINGS = "/t/acme/settings/"
TODAY = timezone.now().date


@pytest.fixture
def ada(client, cast):
    return sign_in(client, cast.ada)


@pytest.fixture
def told(cast, monkeypatch, django_capture_on_commit_callbacks):
    """Does something and returns what open widgets of Acme are told of it: (state, faces)."""

    def listen(work):
        pushes = []
        monkeypatch.setattr(fanout, "send", pushes.extend)
        with django_capture_on_commit_callbacks(execute=True):
            work()
        frames = [push.frame for push in pushes if push.group == f"t{cast.acme.pk}.visitors"]
        return [(f["state"], [person["name"] for person in f["people"]]) for f in frames]

    return listen


def here(member, **columns):
    with tenant_scope(member.tenant_id):
        until = timezone.now() + timedelta(minutes=5)
        Membership.objects.filter(pk=member.pk).update(online_until=until, **columns)


OPEN_WITH_OMAR, MASKED = ("open", ["Omar"]), ("masked", [])


def test_other_hours_are_told_and_the_company_is_looked_at(cast, ada, told):
    here(cast.omar)
    in_three_days = (TODAY() + timedelta(days=3)).weekday()
    day = f"day{in_three_days}"
    week = {"kind": "week", f"{day}-opens0": "09:00", f"{day}-closes0": "17:00"}
    assert told(lambda: ada.post(f"{SETTINGS}hours/", week)) == [MASKED]
    assert Agenda.objects.get().due_at <= timezone.now()
    assert told(lambda: ada.post(f"{SETTINGS}hours/", {"kind": "always"})) == [OPEN_WITH_OMAR]


def test_what_could_not_be_kept_is_not_told(cast, ada, told):
    assert told(lambda: ada.post(f"{SETTINGS}hours/", {"kind": "week"})) == []


def test_a_holiday_is_told_and_its_end_too(cast, ada, told):
    here(cast.omar)
    today = {"holiday-date": TODAY().isoformat(), "holiday-name": "Off", "holiday-kind": "closed"}
    assert told(lambda: ada.post(f"{SETTINGS}hours/holidays/", today)) == [MASKED]
    with tenant_scope(cast.acme):
        number = cast.acme.holidays.get().pk
    gone = f"{SETTINGS}hours/holidays/{number}/remove/"
    assert told(lambda: ada.post(gone)) == [OPEN_WITH_OMAR]


def test_who_works_outside_the_hours_is_told(cast, ada, told):
    here(cast.omar)
    with tenant_scope(cast.acme):
        keep_week(cast.acme, {(TODAY() + timedelta(days=3)).weekday(): ALWAYS[0]})
    besides = {"people": [cast.omar.pk], "minutes": 2}
    page = f"{SETTINGS}hours/besides/"
    assert told(lambda: ada.post(page, besides)) == [OPEN_WITH_OMAR]
    assert told(lambda: ada.post(page, {"minutes": 2})) == [MASKED]


@pytest.fixture
def open_by_a_department(cast):
    """The company has closed; Omar's department is open."""
    here(cast.omar)
    with tenant_scope(cast.acme):
        keep_week(cast.acme, {(TODAY() + timedelta(days=3)).weekday(): ALWAYS[0]})
        made = Department.objects.create(tenant=cast.acme, name="Nights", own_hours=True)
        keep_week(cast.acme, ALWAYS, made)
        DepartmentMember.objects.create(tenant=cast.acme, department=made, member=cast.omar)
        Tenant.objects.update(last_left_at=None)
    return made


def test_who_is_in_a_department_is_told(cast, ada, told, open_by_a_department):
    page = f"{SETTINGS}departments/{open_by_a_department.pk}/"
    nights = {"name": "Nights", "is_public": "on"}
    assert told(lambda: ada.post(page, nights | {"members": [cast.sam.pk]})) == [MASKED]
    assert told(lambda: ada.post(page, nights | {"members": [cast.omar.pk]})) == [OPEN_WITH_OMAR]


def test_a_department_that_is_given_up_is_told(cast, ada, told, open_by_a_department):
    page = f"{SETTINGS}departments/{open_by_a_department.pk}/delete/"
    assert told(lambda: ada.post(page)) == [MASKED]


def test_who_leaves_the_company_and_who_comes_back_is_told(cast, ada, told):
    here(cast.omar)
    here(cast.sam)
    leave = f"/t/acme/people/{cast.omar.pk}/end/"
    assert told(lambda: ada.post(leave)) == [("open", ["Sam"])]

    def back():
        with tenant_scope(cast.acme):
            join_company(tenant=cast.acme, person=cast.omar.user, role="operator")

    assert told(back) == [("open", ["Omar", "Sam"])]


def test_a_trainee_is_no_promise_and_an_operator_is(cast, ada, told):
    here(cast.tess)
    page = f"/t/acme/people/{cast.tess.pk}/"
    assert told(lambda: ada.post(page, {"role": "operator"})) == [("open", ["Tess"])]
    assert told(lambda: ada.post(page, {"role": "trainee"})) == [("open", [])]


def test_another_name_is_told(cast, told):
    here(cast.omar)
    omar = sign_in(Client(), cast.omar)
    page = "/t/acme/me/"
    assert told(lambda: omar.post(page, {"display_name": "Omar K."})) == [("open", ["Omar K."])]


# --- The clock -----------------------------------------------------------------------------------


class Looking:
    """A visitor's socket, as far as the runtime sees it."""

    def __init__(self, tenant_id):
        self.tenant_id = tenant_id

    def conversations(self):
        return []

    def visitors(self):
        return []

    def beat(self, signs): ...


async def test_the_clock_strikes_and_open_widgets_hear_it_before_the_next_beat(
    committed_cast, monkeypatch
):
    cast, begins = committed_cast, timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)
    await sync_to_async(only_on_mondays)(cast)
    monday = begins - timedelta(days=begins.weekday())
    heard, clock = [], SettableClock(monday - timedelta(minutes=1))
    monkeypatch.setattr(fanout, "send", heard.extend)
    monkeypatch.setattr(timezone, "now", clock)
    runtime = Runtime()
    runtime.sockets.add(Looking(cast.acme.pk))
    try:
        await runtime.beat()
        for seconds in (59, 60, 61, 8 * 3600 + 59, 8 * 3600 + 60):
            clock.now = monday - timedelta(minutes=1) + timedelta(seconds=seconds)
            await runtime.shutters.follow_the_clock()
    finally:
        await runtime.close()
    frames = [push.frame for push in heard if push.frame["type"] == "availability"]
    assert [(frame["state"], frame["reason"]) for frame in frames] == [
        ("masked", "closed"),
        ("open", None),
        ("masked", "closed"),
    ]


def only_on_mondays(cast):
    """From nine to five, and Omar is there all the time."""
    with tenant_scope(cast.acme):
        keep_week(cast.acme, {0: [(begins_at(9), begins_at(17))]})
        here(cast.omar)
        Membership.objects.filter(pk=cast.omar.pk).update(online_until="2100-01-01T00:00Z")


def begins_at(hour):
    return timezone.now().replace(hour=hour, minute=0, second=0, microsecond=0).time()


class SettableClock:
    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


async def test_an_open_widget_hears_saved_hours_well_before_the_next_beat(committed_cast, server):
    cast = committed_cast

    def save():
        browser = Client(HTTP_COOKIE=cast.ada.cookie)
        try:
            today = {"holiday-date": TODAY(), "holiday-name": "Off", "holiday-kind": "closed"}
            assert browser.post(f"{SETTINGS}hours/holidays/", today).status_code == 302
        finally:
            connections.close_all()

    async with greeted_visitor(server, cast) as visitor:
        await asyncio.to_thread(save)
        told = await visitor.hear("availability", within=5)
    assert (told["state"], told["reason"]) == ("masked", "closed")
