"""What is due is found by looking at rows: nothing that Redis forgets is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from celery import current_app
from django.db import connection
from django.utils import timezone
from kombu.exceptions import OperationalError

from chat.models import Agenda
from chat.tending import carers, tend
from feedback.mail import claims, relay
from feedback.models import OutgoingMail
from helpdesk.outbox import HAND_AGAIN
from helpdesk.tenancy import tenant_scope

from .conftest import send
from .workers import many_mails


@pytest.fixture
def told(monkeypatch):
    """The hints workers are given: (company, mail)."""
    given = []
    monkeypatch.setattr(
        current_app,
        "send_task",
        lambda name, args, **_: given.append(tuple(args)) if name == relay.SEND else None,
    )
    return given


def look(tenant):
    return min(filter(None, relay.look_after_mail(tenant)), default=None)


def age(**columns):
    OutgoingMail.objects.update(**columns)


def test_a_look_at_the_company_hands_over_what_is_due(in_acme, answered, told):
    assert relay.look_after_mail in carers
    mail = answered()
    tend(in_acme.acme.pk)
    assert (in_acme.acme.pk, mail.pk) in told


def test_queueing_brings_the_look_forward(in_acme, answered, told):
    Agenda.objects.all().delete()
    answered()
    assert Agenda.objects.get(company=in_acme.acme).due_at <= timezone.now()


def test_what_is_due_later_is_looked_at_then(in_acme, answered, told):
    at = timezone.now() + timedelta(hours=3)
    answered(due_at=at)
    assert look(in_acme.acme) == at and not told


def test_a_hint_that_was_lost_is_given_again_soon(in_acme, answered, told, mailboxes):
    """Redis flushed: well within a minute the mail is handed over anew, and leaves."""
    mail = answered()
    again = look(in_acme.acme)
    assert again - timezone.now() < timedelta(seconds=30)
    told.clear()  # FLUSHALL
    look(in_acme.acme)
    assert not told  # not twice at once
    age(handed_at=timezone.now() - HAND_AGAIN)
    look(in_acme.acme)
    assert told == [(mail.tenant_id, mail.pk)]
    assert send(mail).state == "sent" and look(in_acme.acme) is None


def test_without_a_broker_the_row_waits(in_acme, answered, monkeypatch):
    def refuse(*_, **__):
        raise OperationalError("no Redis")

    monkeypatch.setattr(current_app, "send_task", refuse)
    mail = answered()
    assert look(in_acme.acme) is not None
    mail.refresh_from_db()
    assert mail.state == "queued"


def test_a_claim_nobody_settles_becomes_unknown_and_stays_so(in_acme, answered, told, mailboxes):
    mail = answered()
    assert claims.claim(mail.pk) is not None
    stale_at = look(in_acme.acme)
    assert timedelta(minutes=4) < stale_at - timezone.now() <= claims.LASTS
    age(claimed_at=timezone.now() - claims.LASTS - timedelta(seconds=1))
    told.clear()
    look(in_acme.acme)
    assert send(mail).state == "unknown" and not told and not mailboxes.envelopes


def test_a_claimant_who_was_thought_dead_may_still_say_how_it_ended(answered):
    mail = answered()
    claimed = claims.claim(mail.pk)
    age(state="unknown")
    claims.note_sent(claimed, "250 OK")
    mail.refresh_from_db()
    assert (mail.state, mail.provider_id) == ("sent", "250 OK")


def test_but_not_once_a_person_has_decided(answered):
    mail = answered()
    claimed = claims.claim(mail.pk)
    age(state="queued", claimed_at=None)
    claims.note_put_off(claimed, "late")
    mail.refresh_from_db()
    assert (mail.state, mail.problem) == ("queued", "")


def test_two_beats_hand_each_mail_over_once(committed_cast, told):
    acme, both = committed_cast.acme, Barrier(2)
    with tenant_scope(acme):
        mails = many_mails(acme, 60)

    def beat(_):
        with tenant_scope(acme):
            both.wait()
            relay.look_after_mail(acme)
        connection.close()

    with ThreadPoolExecutor(2) as beats:
        list(beats.map(beat, range(2)))
    assert sorted(mail for _, mail in told) == [mail.pk for mail in mails]


def test_a_long_queue_is_handed_over_in_parts(in_acme, told, monkeypatch):
    monkeypatch.setattr(relay.outbox, "AT_ONCE", 2)
    many_mails(in_acme.acme, 5)
    for sent in (2, 4, 5):
        assert look(in_acme.acme) is not None
        assert len(told) == sent
