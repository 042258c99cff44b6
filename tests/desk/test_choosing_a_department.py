"""A visitor may say whom they would like to talk to, and sees whether anybody is there."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from chat import actions
from chat.actions import Refused
from chat.actions.triage import waiting_for, wish_department
from chat.models import Conversation
from chat.roster import Roster
from chat.welcome import departments_to_choose
from helpdesk.tenancy import tenant_scope
from tenants.hours import keep_week
from tenants.models import Department, DepartmentMember, Membership

from .conftest import log_of

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=BERLIN)  # a Monday
AT_NOON = datetime(2026, 11, 23, 12, tzinfo=BERLIN)


@pytest.fixture
def acme(in_acme):
    in_acme.acme.zone = "Europe/Berlin"
    in_acme.acme.save()
    keep_week(in_acme.acme, {day: [(time(9), time(17))] for day in range(5)})
    return in_acme.acme


@pytest.fixture
def departments(acme, in_acme):
    """Billing is Omar, Orders is everybody's, nobody chooses Fraud."""
    made = {
        name: Department.objects.create(tenant=acme, name=name, is_public=name != "Fraud")
        for name in ("Billing", "Orders", "Fraud")
    }
    DepartmentMember.objects.create(tenant=acme, department=made["Billing"], member=in_acme.omar)
    return made


def offered(acme, now=MORNING):
    return {
        row["name"]: (row["state"], row["reason"])
        for row in departments_to_choose(Roster(acme, now))
    }


def console_open(*members):
    pks = [member.pk for member in members]
    Membership.objects.filter(pk__in=pks).update(online_until=datetime(2100, 1, 1, tzinfo=BERLIN))


# --- what there is to choose ---------------------------------------------------------------------


def test_only_what_visitors_may_choose_is_offered(acme, departments, in_acme):
    console_open(in_acme.omar)
    assert offered(acme) == {"Billing": ("open", None), "Orders": ("open", None)}


def test_one_is_no_choice(acme, departments):
    departments["Orders"].delete()
    assert offered(acme) == {}


def test_one_whose_people_are_away_says_so_though_others_are_here(acme, departments, in_acme):
    console_open(in_acme.sam)
    assert offered(acme) == {"Billing": ("masked", "nobody"), "Orders": ("open", None)}


def test_one_without_members_is_everybodys(acme, departments, in_acme):
    assert offered(acme)["Orders"] == ("masked", "nobody")
    console_open(in_acme.ada)
    assert offered(acme)["Orders"] == ("open", None)


def test_one_that_is_closed_says_when_it_opens(acme, departments, in_acme):
    billing = departments["Billing"]
    Department.objects.filter(pk=billing.pk).update(own_hours=True, zone="Europe/Berlin")
    keep_week(acme, {0: [(time(12), time(14))]}, department=billing)
    console_open(in_acme.omar)
    shown = departments_to_choose(Roster(acme, MORNING))[0]
    assert (shown["state"], shown["reason"]) == ("masked", "closed")
    assert shown["opens"] == "2026-11-23T11:00:00.000000Z"
    assert offered(acme, AT_NOON)["Billing"] == ("open", None)


# --- the wish ------------------------------------------------------------------------------------


def refusal(**wish):
    with pytest.raises(Refused) as refused:
        wish_department(**wish)
    return refused.value.code


def chat_of(visitor, new_id, body="Hello?"):
    posted = actions.post_visitor_message(visitor=visitor, client_id=new_id(), body=body)
    return Conversation.objects.get(pk=posted.entry.conversation_id)


def test_the_chat_begins_where_it_was_wished(in_acme, departments, new_id):
    wish_department(visitor=in_acme.visitor, department_id=departments["Billing"].pk)
    in_acme.visitor.refresh_from_db()
    assert in_acme.visitor.department == departments["Billing"]
    chat = chat_of(in_acme.visitor, new_id)
    assert chat.department == departments["Billing"]
    assert waiting_for(chat.pk) == departments["Billing"].pk


def test_a_wish_is_for_one_chat(in_acme, departments, new_id):
    wish_department(visitor=in_acme.visitor, department_id=departments["Billing"].pk)
    chat_of(in_acme.visitor, new_id)
    in_acme.visitor.refresh_from_db()
    assert in_acme.visitor.department is None


def test_whoever_does_not_mind_takes_it_back(in_acme, departments, new_id):
    for wish in (departments["Billing"].pk, None):
        wish_department(visitor=in_acme.visitor, department_id=wish)
    assert chat_of(in_acme.visitor, new_id).department is None


def test_while_they_wait_the_chat_moves_and_colleagues_see_why(in_acme, departments, new_id):
    chat = chat_of(in_acme.visitor, new_id)
    in_acme.visitor.refresh_from_db()
    wish_department(visitor=in_acme.visitor, department_id=departments["Billing"].pk)
    chat.refresh_from_db()
    assert chat.department == departments["Billing"]
    assert waiting_for(chat.pk) == departments["Billing"].pk
    assert log_of(chat, "changed")[-1].data == {"what": "wish", "value": "Billing"}


def test_one_that_is_closed_or_empty_may_be_wished_for(in_acme, acme, departments, new_id):
    keep_week(acme, {})
    wish_department(visitor=in_acme.visitor, department_id=departments["Orders"].pk)
    assert chat_of(in_acme.visitor, new_id).department == departments["Orders"]


def test_what_may_not_be_wished_for(in_acme, cast, departments, answered_by, new_id):
    assert refusal(visitor=in_acme.visitor, department_id=2**40) == "not_found"
    assert refusal(visitor=in_acme.visitor, department_id=departments["Fraud"].pk) == "not_found"
    with tenant_scope(cast.globex):
        theirs = Department.objects.create(tenant=cast.globex, name="Theirs")
    assert refusal(visitor=in_acme.visitor, department_id=theirs.pk) == "not_found"
    chat = answered_by(in_acme.omar)
    billing = departments["Billing"].pk
    assert refusal(visitor=chat.visitor, department_id=billing) == "not_open"


def test_a_department_that_was_given_up_takes_its_wishes_along(in_acme, departments, new_id):
    wish_department(visitor=in_acme.visitor, department_id=departments["Billing"].pk)
    departments["Billing"].delete()
    assert chat_of(in_acme.visitor, new_id).department is None
