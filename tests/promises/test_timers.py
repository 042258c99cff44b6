"""Who promised is reminded, who oversees hears of what is late; each once, and nothing any more
once it is kept or dropped."""

import pytest
from django.utils import timezone

from chat.alerts import PUSH
from chat.calling import _is_true_still, call
from chat.models import Agenda, PushSubscription
from feedback.actions import promises
from feedback.actions.promise_kept import keep_promise
from feedback.promises.due import call_some
from feedback.promises.stages import first_at
from feedback.promises.tending import REMIND, care
from feedback.tasks import call_for_promises
from helpdesk.tenancy import no_scope
from tenants.models import Membership

from .conftest import DAY, HOUR


@pytest.fixture
def look(in_acme, clock):
    def look_later(by=0 * HOUR):
        clock.move(by)
        return list(care(in_acme.acme))

    return look_later


def test_reminded_an_hour_before_then_when_due_then_those_who_oversee(
    promised, look, called, in_acme
):
    promised(within=4 * HOUR)
    omar = in_acme.omar.pk
    look(2.9 * HOUR)
    assert called == []
    look(0.2 * HOUR)
    assert called == [("promise_soon", "operator", omar)]
    look(1 * HOUR)
    assert called[1:] == [("promise_due", "operator", omar)]
    look(0.3 * HOUR)
    assert called[2:] == [("promise_late", "overseers", None)]
    assert look(DAY) == [None] and len(called) == 3


def test_a_short_promise_is_reminded_after_three_quarters():
    made = timezone.now()
    assert first_at(made, made + HOUR) == made + 0.75 * HOUR
    assert first_at(made, made + DAY) == made + 23 * HOUR


def test_it_says_when_it_wants_to_be_looked_at_again(promised, look):
    row = promised()
    assert look() == [row.next_at]


def test_what_was_slept_through_is_said_once_and_not_one_after_the_other(promised, look, called):
    promised()
    look(2 * DAY)
    assert [step for step, *_ in called] == ["promise_late"]


def test_the_teams_promise_calls_everybody(promised, look, called):
    promised(keeper_id=None)
    look(3.5 * HOUR)
    assert called == [("promise_soon", "everybody", None)]


def test_what_somebody_who_left_promised_is_the_teams(promised, look, called, in_acme):
    row = promised()
    Membership.objects.filter(pk=in_acme.omar.pk).update(ended_at=timezone.now())
    look(3.5 * HOUR)
    row.refresh_from_db()
    assert row.member_id is None and called == [("promise_soon", "everybody", None)]


def test_nothing_is_said_of_what_was_kept_or_dropped(
    promised, look, called, in_acme, asked, says, new_id
):
    kept, dropped = promised(), promised()
    said = says(in_acme.omar, asked).entry.client_id
    fields = {"member": in_acme.omar, "conversation_id": asked.pk}
    keep_promise(client_id=new_id(), follow_up_id=kept.pk, answer=said, **fields)
    promises.drop_promise(client_id=new_id(), follow_up_id=dropped.pk, why="Sorry", **fields)
    look(2 * DAY)
    assert called == []


def test_a_browser_is_not_woken_for_what_is_over(promised, in_acme, asked, new_id):
    row = promised()
    assert _is_true_still(asked, "promise_soon")
    promises.drop_promise(
        member=in_acme.omar,
        conversation_id=asked.pk,
        client_id=new_id(),
        follow_up_id=row.pk,
        why="Sorry",
    )
    assert not _is_true_still(asked, "promise_soon")


def test_a_promise_brings_the_look_at_its_company_forward(promised, in_acme):
    Agenda.objects.all().delete()
    row = promised()
    with no_scope():
        assert Agenda.objects.get(company=in_acme.acme).due_at == row.next_at


@pytest.fixture
def woken(monkeypatch, in_acme):
    """(who, title) of every browser that is woken; everybody wants to be."""
    names, heard = {}, []
    for member in (in_acme.ada, in_acme.sam, in_acme.omar):
        Membership.objects.filter(pk=member.pk).update(notices={"push": True})
        browser = PushSubscription.objects.create(
            tenant=in_acme.acme, member=member, endpoint=f"https://push.example/{member.pk}"
        )
        names[browser.pk] = member.display_name

    def send(browser, message):
        heard.append((names[browser.pk], message["title"]))
        return True

    monkeypatch.setattr("chat.push.send", send)
    return heard


@pytest.mark.parametrize(
    ("step", "keeps_it", "who"),
    [
        ("promise_soon", True, {"Omar"}),
        ("promise_due", False, {"Ada", "Sam", "Omar"}),
        ("promise_late", True, {"Ada", "Sam"}),
    ],
)
def test_whose_console_is_closed_is_woken(promised, in_acme, asked, woken, step, keeps_it, who):
    promised()
    is_one = keeps_it and step != "promise_late"
    call(in_acme.acme, asked.pk, step, in_acme.omar.pk if is_one else None)
    assert {name for name, _ in woken} == who
    assert all("promise" in title for _, title in woken)


@pytest.fixture
def told(monkeypatch):
    """(task, company) of everything a worker is told to go on with."""
    heard = []
    monkeypatch.setattr("feedback.promises.tending.tell_worker", lambda *told: heard.append(told))
    monkeypatch.setattr("feedback.promises.due.AT_ONCE", 2)
    monkeypatch.setattr("feedback.promises.tending.AT_ONCE", 2)
    return heard


def test_of_very_many_a_look_calls_for_some_and_a_worker_for_the_rest(
    promised, look, called, told, clock, in_acme
):
    for _ in range(5):
        promised()
    look(3.5 * HOUR)
    assert len(called) == 2 and told == [(REMIND, in_acme.acme.pk)]
    call_for_promises(in_acme.acme.pk)
    assert len(called) == 5 and len(set(called)) == 1
    look()
    assert len(called) == 5 and len(told) == 1


def test_two_workers_do_not_call_for_the_same_ones(promised, called, clock, in_acme, monkeypatch):
    promised()
    clock.move(3.5 * HOUR)
    monkeypatch.setattr("feedback.promises.due.is_alone", lambda *_: False)
    assert (call_some(in_acme.acme), called) == (0, [])


@pytest.mark.parametrize("wants_to_be_woken", [False, True])
def test_a_worker_is_told_where_somebody_wants_to_be_woken(
    promised, look, in_acme, monkeypatch, wants_to_be_woken
):
    heard = []
    monkeypatch.setattr("chat.alerts.tell_worker_on_commit", lambda *told: heard.append(told))
    row = promised()
    if wants_to_be_woken:
        PushSubscription.objects.create(
            tenant=in_acme.acme, member=in_acme.omar, endpoint="https://push.example/1"
        )
    look(3.5 * HOUR)
    call = (PUSH, in_acme.acme.pk, row.conversation_id, "promise_soon", in_acme.omar.pk)
    assert heard == ([call] if wants_to_be_woken else [])
