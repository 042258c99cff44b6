"""A line in the team's own chat: when, in which words, and whose data is in it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from chat import actions
from chat.models import Conversation
from chat.mood.calling import call_overseers
from chat.notify.bodies import escaped
from chat.notify.catalogue import EVENTS
from chat.notify.telling import WORTH
from chat.webhooks import changing
from chat.webhooks.models import Delivery
from feedback.models import FollowUp
from feedback.telling import tell_follow_up


@pytest.fixture
def channel(in_acme, receiver):
    """`channel("slack")`: of Acme's team, told of everything."""

    def add(kind="slack", **more):
        row, secret = changing.add(
            tenant=in_acme.acme,
            member=in_acme.ada,
            kind=kind,
            name="Our channel",
            url=receiver.url,
            events=[event.name for event in EVENTS],
            **more,
        )
        receiver.secret = secret
        return row

    return add


def texts():
    bodies = Delivery.objects.order_by("pk").values_list("body", flat=True)
    return [json.loads(body)["text"] for body in bodies]


def test_a_chat_that_waits_is_told_after_a_moment_and_names_nobody(channel, chat, worker, in_acme):
    channel()
    in_acme.visitor.name = "Mia"
    in_acme.visitor.save()
    number = chat.says("My IBAN is DE02120300000000202051")
    row = Delivery.objects.get()
    assert timedelta(seconds=10) < row.due_at - timezone.now() < timedelta(seconds=16)
    assert row.until - row.due_at == WORTH
    [text] = texts()
    assert "A chat is waiting" in text and f"/t/acme/inbox/{number}/" in text
    assert "Mia" not in text and "IBAN" not in text
    worker.looks()
    assert worker.told == []


def test_who_is_answered_at_once_calls_nobody(channel, chat):
    channel()
    chat.says()
    chat.omar(actions.take)
    assert not Delivery.objects.exists()
    chat.omar(actions.release)
    assert Delivery.objects.count() == 1  # waits again
    chat.omar(actions.take)
    chat.omar(actions.close)
    assert not Delivery.objects.exists()


def test_somebody_is_upset_and_a_promise_is_late(channel, chat, in_acme):
    channel()
    chat.says()
    chat.omar(actions.take)
    about = Conversation.objects.get()
    call_overseers(about)
    row = FollowUp(
        tenant=in_acme.acme, conversation=about, visitor_id=about.visitor_id, member=in_acme.omar,
        what="Ask the bank", due_at=timezone.now(),
    )  # fmt: skip
    tell_follow_up("overdue", row, is_locked=False)
    upset, late = texts()
    assert "very upset" in upset and "is late" in late and "bank" not in late
    assert all(row.due_at <= timezone.now() for row in Delivery.objects.all())


def test_with_details_nothing_a_customer_writes_means_anything(channel, chat, in_acme):
    channel(has_details=True)
    in_acme.visitor.name = "<!channel>"
    in_acme.visitor.save()
    chat.says("@everyone <https://evil.example|click> *now* & [go](https://evil.example)")
    [text] = texts()
    quoted = text.split("\n")[1]
    assert quoted.startswith("> &lt;!channel&gt;: @\u200beveryone")
    assert "<" not in quoted and "*n" not in quoted and "[go" not in quoted
    assert text.count("<http") == 1 and escaped("a&b") == "a&amp;b"


def test_another_program_gets_it_signed(channel, chat, worker, receiver):
    channel("generic")
    number = chat.says("Where is my parcel?")
    worker.after(seconds=20)
    [told] = receiver.asked
    assert told["type"] == "chat.waits" and told["data"]["conversation"] == number
    assert told["data"].keys() == {"conversation", "text", "link"}
    assert Delivery.objects.get().state == "sent"


def test_a_team_chat_is_not_signed_and_after_an_hour_it_is_not_worth_it(channel, chat, worker):
    row = channel()
    chat.says()
    delivery = Delivery.objects.get()
    delivery.until = timezone.now() + timedelta(seconds=5)
    delivery.save()
    changing.point_to(row, "https://10.0.0.1.example/")
    row.save()
    worker.after(seconds=20)
    delivery.refresh_from_db()
    assert delivery.state == "failed" and delivery.attempts == 1
    assert row.sealed_secret is None
