"""From chats that are really held to what a report says of them, whatever happens to them later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.actions.forgetting import empty_chats
from chat.actions.merging import merge
from chat.models import Conversation, Visitor
from feedback.models import ReportChat, ReportMark, ReportState
from feedback.privacy.erasing import erase_visitor
from feedback.reports import tending
from feedback.reports.asking import Filters, Period
from feedback.reports.counting import count
from feedback.reports.figures import report
from tenants.models import Tenant
from tests.surveys.conftest import Chat


@pytest.fixture
def held(in_acme, new_id):
    return lambda **wanted: Chat(in_acme, new_id, **wanted)


@pytest.fixture
def told(in_acme):
    """`told()`: the figures of the last days, once everything is counted."""

    def tell(**filters):
        count(in_acme.acme)
        today = timezone.now().date()
        period = Period(today - timedelta(days=2), today + timedelta(days=2))
        return report(in_acme.acme, period, Filters(**filters))["figures"]

    return tell


def test_every_change_is_recounted(in_acme, held, told, new_id):
    one, other, live = held(), held(operator=in_acme.sam), held()
    assert told()["chats"] == 0
    ask = one.closes()
    other.closes()
    first = told()
    assert (first["chats"], first["answered"], first["asked"]) == (2, 2, 2)
    assert first["first_answer_s"]["p90"] is not None
    assert told(member=in_acme.sam.pk)["chats"] == 1

    one.rates(ask, 5)
    assert (told()["rated"], told()["satisfied"]["value"]) == (1, 1.0)
    assert told(member=in_acme.omar.pk)["satisfied"] is None  # too few to say of one person

    one.asks_something("Still there?")  # reopened by the customer
    assert told()["chats"] == 1
    live.closes()
    assert told()["chats"] == 2

    # Erased with the customer; nothing is left that could tell of them.
    erase_visitor(visitor_id=other.visitor.pk, by=in_acme.ada)
    assert (told()["chats"], told(member=in_acme.sam.pk)["chats"]) == (1, 0)
    assert not ReportMark.objects.exists()
    assert list(ReportChat.objects.values_list("conversation", flat=True)) == [live.pk]


def test_a_merged_chat_is_counted_once(in_acme, held, told, new_id):
    old = held()
    old.closes()
    visitor = Visitor.objects.get(pk=old.visitor.pk)
    Visitor.objects.filter(pk=visitor.pk).update(current=None)
    new = held(visitor=visitor)
    new.closes()
    assert told()["chats"] == 2
    merge(member=in_acme.omar, conversation_id=new.pk, client_id=new_id(), other_id=old.pk)
    assert told()["chats"] == 1


def test_what_is_forgotten_stays_counted_as_it_was(in_acme, held, told):
    chat = held()
    Conversation.objects.filter(pk=chat.pk).update(
        page_url="https://a.example/help/7", mood_peak=80
    )
    ask = chat.closes()
    before = told()
    assert told(page="/help/7")["chats"] == 1
    empty_chats(closed_before=timezone.now() + timedelta(days=1), most=9)
    assert told() == before
    chat.rates(ask, 4)
    after = told(page="/help/7")
    assert (after["rated"], after["upset"]["value"]) == (1, 1.0)
    assert after["first_answer_s"] == before["first_answer_s"]


def test_another_zone_moves_chats_to_its_days(in_acme, held, told):
    chat = held()
    chat.closes()
    began = timezone.now().replace(hour=23, minute=30)
    Conversation.objects.filter(pk=chat.pk).update(created_at=began)
    told()
    assert ReportChat.objects.get().day == began.date()
    Tenant.objects.filter(pk=in_acme.acme.pk).update(zone="Asia/Tokyo")
    in_acme.acme.refresh_from_db()
    told()
    row = ReportChat.objects.get()
    assert (row.day, row.hour % 24) == (began.date() + timedelta(days=1), 8)
    assert ReportState.objects.get().zone == "Asia/Tokyo"


def test_a_sandbox_is_in_no_report(in_acme, held):
    held().closes()
    Tenant.objects.filter(pk=in_acme.acme.pk).update(
        sandbox_of=in_acme.globex, sandbox_for=in_acme.omar.user
    )
    in_acme.acme.refresh_from_db()
    held().closes()
    assert ReportMark.objects.count() >= 1  # of before it was one
    assert count(in_acme.acme) == 0
    assert list(tending.care(in_acme.acme)) == []
    assert not ReportChat.objects.exists()


def test_the_worker_is_told_once_in_a_while(
    in_acme, held, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(tending, "tell_worker_on_commit", lambda *what: asked.append(what))
    assert tending.is_counted(in_acme.acme), "where nothing has ended"
    held().closes()
    assert not tending.is_counted(in_acme.acme)
    count(in_acme.acme)
    assert list(tending.care(in_acme.acme)) == []
    held().closes()
    (again,) = tending.care(in_acme.acme)
    assert list(tending.care(in_acme.acme)) == [again] and again > timezone.now()
    assert asked == [(tending.TASK, in_acme.acme.pk)]
    count(in_acme.acme)
    assert list(tending.care(in_acme.acme)) == []


def test_a_live_chat_leaves_no_mark(in_acme, held, new_id):
    chat = held()
    for _ in range(3):
        chat.asks_something()
        chat.is_answered()
    actions.release(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    assert not ReportMark.objects.exists()
