"""How it leaves: signed, in order, at least once, again for three days, and never lost."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from standardwebhooks import Webhook

from chat import actions
from chat.tasks import tell_of_webhook
from chat.tending import carers, tend
from chat.webhooks import changing, claims, pausing, relay, sending
from chat.webhooks.models import Delivery, Endpoint
from helpdesk.tenancy import no_scope


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def now(row):
    row.refresh_from_db()
    return row


def test_each_is_signed_has_its_moment_and_comes_in_order(hook, chat, worker, receiver, in_acme):
    chat.says("One")
    chat.says("Two")
    worker.looks()
    assert set(states()) == {"sent"}
    kinds = [told["type"] for told in receiver.asked]
    assert kinds == ["conversation.created", *["message.created"] * 3]  # one is automatic
    told, headers = receiver.asked[-1], receiver.headers[-1]
    assert told["data"]["message"]["text"] == "Two"
    assert told["company"] == {"id": in_acme.acme.pk, "slug": "acme"}
    row = Delivery.objects.latest("pk")
    assert headers["webhook-id"] == row.message_id and headers["Content-Type"] == "application/json"
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 5
    assert row.tries[0]["status"] == 200 and row.attempts == 1


def test_two_conversations_do_not_wait_for_each_other_but_each_keeps_its_order(
    hook, chat, worker, receiver, in_acme
):
    first = chat.says("One")
    other, _ = actions.new_visitor(tenant=in_acme.acme)
    second = chat.says("Other", visitor=other)
    receiver.status = 500
    worker.looks()  # the first of each is tried, nothing behind it
    assert len(worker.told) == 2 and len(receiver.asked) == 2
    receiver.status = 200
    stuck = Delivery.objects.filter(conversation=first).earliest("pk")
    for row in Delivery.objects.filter(conversation=second):
        Delivery.objects.filter(pk=row.pk).update(due_at=timezone.now(), handed_at=None)
    worker.looks()
    assert set(Delivery.objects.filter(conversation=second).values_list("state", flat=True)) == {
        "sent"
    }
    assert now(stuck).state == "queued" and states().count("sent") == 3
    worker.after(seconds=20)
    assert set(states()) == {"sent"}


def test_it_is_tried_again_for_three_days_with_growing_pauses(hook, worker, receiver):
    row = changing.send_test(hook, "Hello")
    receiver.status = 503
    pauses = []
    worker.looks()
    while now(row).state == "queued":
        pauses.append(row.due_at - timezone.now())
        worker.after(seconds=pauses[-1].total_seconds() + 1)
    assert pauses == sorted(pauses) and len(pauses) == len(claims.AGAIN_AFTER)
    assert timedelta(days=3) < sum(pauses, timedelta()) < timedelta(days=4)
    assert row.state == "failed" and row.attempts == len(row.tries) == len(pauses) + 1
    assert {told["webhook-id"] for told in receiver.headers} == {row.message_id}


BAD = {
    "an error": {"status": 500},
    "elsewhere": {"status": 302},
    "not found": {"status": 404},
}


@pytest.mark.parametrize("how", [*BAD, "nobody there", "inside", "sealed with another key"])
def test_whatever_goes_wrong_it_stays_in_the_outbox(how, hook, worker, receiver, settings):
    for name, value in BAD.get(how, {}).items():
        setattr(receiver, name, value)
    if how == "nobody there":
        receiver.close()
    if how == "inside":
        settings.OUTGOING_EXCEPTIONS = []
        url = "https://169.254.169.254/latest/"
        hook.sealed_url = changing.sealing.seal(url, b"helpdesk webhook address")
        hook.save()
    if how == "sealed with another key":
        hook.sealed_secret = b"not ours"
        hook.save()
    row = changing.send_test(hook, "Hello")
    worker.looks()
    told = now(row).tries[-1]
    expected = {
        "nobody there": (None, "unreachable"),
        "inside": (None, "forbidden"),
        "sealed with another key": (None, "sealed"),
    }.get(how, (BAD.get(how, {}).get("status"), ""))
    assert (told["status"], told["why"]) == expected
    assert row.state == "queued" and now(hook).failures == 1


def test_a_name_that_leads_inside_the_second_time_is_not_asked(hook, worker, monkeypatch):
    """It was a public one when it was saved; each attempt looks anew, at what it then dials."""
    changing.change(hook, url="https://crm.example.com/helpdesk")
    there = [("93.184.216.34",), ("10.0.0.8",), ("::ffff:169.254.169.254",)]
    dialled = []

    def look_up(host, port, **_):
        return [(2, 1, 6, "", (*there.pop(0), port))]

    def dial(address, timeout):
        dialled.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("helpdesk.outgoing.socket.getaddrinfo", look_up)
    monkeypatch.setattr("helpdesk.outgoing.socket.create_connection", dial)
    row = changing.send_test(hook, "Hello")
    worker.looks()
    worker.after(minutes=1)
    worker.after(minutes=10)
    assert [one["why"] for one in now(row).tries] == ["unreachable", "forbidden", "forbidden"]
    assert dialled == [("93.184.216.34", 443)]


def test_a_server_that_never_answers_is_given_up_in_time(hook, worker, receiver, monkeypatch):
    monkeypatch.setattr("helpdesk.outgoing.TIMEOUT_S", 0.2)
    receiver.pause_s = 0.5
    row = changing.send_test(hook, "Hello")
    worker.looks()
    assert now(row).tries[-1]["why"] == "slow" and row.tries[-1]["ms"] < 450


def test_a_full_queue_drops_nothing(hook, chat, worker, receiver, monkeypatch):
    """The broker takes nothing, or only a few at a time: the rows wait."""
    monkeypatch.setattr(relay.outbox, "AT_ONCE", 2)
    for _ in range(5):
        changing.send_test(hook, "Hello")
    monkeypatch.setattr(relay, "tell_worker", lambda *_: False)
    relay.look_after_webhooks(hook.tenant)
    assert states() == ["queued"] * 5
    monkeypatch.setattr(relay, "tell_worker", lambda *task: worker.told.append(task) or True)
    Delivery.objects.update(handed_at=None)
    rounds = 0
    while "queued" in states():
        worker.looks()
        rounds += 1
    assert rounds == 3 and states() == ["sent"] * 5 and len(receiver.asked) == 5


def test_a_worker_that_died_gives_it_back(hook, worker, receiver):
    row = changing.send_test(hook, "Hello")
    assert claims.claim(row.pk) is not None and claims.claim(row.pk) is None
    worker.looks()
    assert not receiver.asked
    Delivery.objects.update(claimed_at=timezone.now() - claims.LASTS - timedelta(seconds=1))
    worker.looks()
    assert now(row).state == "sent" and row.attempts == 2


def test_a_failing_endpoint_is_asked_seldom_then_paused_and_the_owners_are_told(
    hook, worker, receiver, in_acme, monkeypatch
):
    told = []
    monkeypatch.setattr(pausing, "tell_worker_on_commit", lambda *task: told.append(task))
    receiver.status = 500
    for _ in range(pausing.IN_DOUBT):
        changing.send_test(hook, "Hello")
    worker.looks()
    assert now(hook).rests_until > timezone.now() and hook.paused_at is None
    worker.looks()
    assert len(receiver.asked) == pausing.IN_DOUBT  # it rests
    Endpoint.objects.update(failing_since=timezone.now() - pausing.FAILING_FOR)
    worker.after(seconds=20)
    assert now(hook).paused_why == "failing" and len(told) == 1
    with no_scope():
        tell_of_webhook(in_acme.acme.pk, hook.pk)
    assert [message.to for message in mail.outbox] == [["ada@acme.example"]]
    assert "Our CRM" in mail.outbox[0].subject and receiver.host in mail.outbox[0].body
    before = len(receiver.asked)
    changing.send_test(hook, "Hello")
    worker.after(days=1)
    assert len(receiver.asked) == before and "failed" not in states()
    receiver.status = 200
    assert changing.resume(now(hook)) == pausing.IN_DOUBT + 1
    worker.looks()
    assert set(states()) == {"sent"} and now(hook).failures == 0


def test_gone_for_good_is_paused_at_once(hook, worker, receiver):
    receiver.status = 410
    changing.send_test(hook, "Hello")
    worker.looks()
    assert now(hook).paused_why == "gone" and states() == ["queued"]


def test_for_a_day_either_secret_verifies(hook, worker, receiver):
    old = receiver.secret
    new = changing.renew_secret(hook)
    for secret in (old, new):
        receiver.secret = secret
        changing.send_test(now(hook), "Hello")
        worker.looks()
    assert len(receiver.asked) == 2 and old != new
    Endpoint.objects.update(old_secret_until=timezone.now() - timedelta(seconds=1))
    headers = sending.headers_for(now(hook), "msg_1", "{}", datetime.now(UTC))
    assert " " not in headers["webhook-signature"] and Webhook(new).verify("{}", headers) == {}


def test_sent_again_by_hand_it_keeps_its_id(hook, worker, receiver):
    row = changing.send_test(hook, "Hello")
    worker.looks()
    again = changing.send_again(now(row))
    worker.looks()
    assert now(again).state == "sent" and again.pk != row.pk and again.is_again
    assert {told["webhook-id"] for told in receiver.headers} == {row.message_id}
    Delivery.objects.update(state="failed")
    assert changing.send_failed_again(hook) == 1 and changing.send_failed_again(hook) == 0


def test_it_wakes_the_company_and_what_is_old_goes(hook, chat, worker, receiver, in_acme):
    assert relay.look_after_webhooks in carers
    chat.says()
    tend(in_acme.acme.pk)
    assert [task[0] for task in worker.told] == [relay.SEND]
    Delivery.objects.update(at=timezone.now() - relay.KEPT - timedelta(minutes=1))
    worker.looks()
    assert not Delivery.objects.exists()


def test_the_body_is_the_same_bytes_every_time(hook, chat, worker, receiver):
    chat.says("Grüße, 你好 🙂")
    row = Delivery.objects.filter(event="message.created").earliest("pk")
    assert json.loads(row.body)["data"]["message"]["text"] == "Grüße, 你好 🙂"
    worker.looks()
    assert receiver.asked[1] == json.loads(row.body)
