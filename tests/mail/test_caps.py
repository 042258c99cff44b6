"""Nobody can be mail-bombed: what is too much for a day waits, and is not dropped."""

from datetime import timedelta

import pytest
from django.utils import timezone

from feedback.mail import caps
from feedback.models import Address, OutgoingMail

from .conftest import send
from .workers import many_mails


@pytest.fixture
def limits(settings):
    def set_to(address=100, unconfirmed=100, company=100):
        settings.MAIL_PER_ADDRESS_A_DAY = address
        settings.MAIL_PER_UNCONFIRMED_ADDRESS_A_DAY = unconfirmed
        settings.MAIL_PER_COMPANY_A_DAY = company

    return set_to


def test_an_address_nobody_confirmed_gets_few(answered, mailboxes, limits):
    limits(unconfirmed=2)
    mails = [send(answered(key=str(n))) for n in range(3)]
    assert [mail.state for mail in mails] == ["sent", "sent", "queued"]
    assert mails[2].problem == "cap_address" and len(mailboxes.envelopes) == 2
    left = mails[2].due_at - timezone.now()
    assert timedelta(hours=23) < left <= timedelta(hours=24)


def test_a_confirmed_one_more_and_not_any_number(answered, mailboxes, limits):
    limits(address=3, unconfirmed=1)
    first = answered(key="first")
    Address.objects.update(confirmed_at=timezone.now())
    states = [send(mail).state for mail in (first, *(answered(key=str(n)) for n in range(3)))]
    assert states == ["sent", "sent", "sent", "queued"]


def test_the_next_day_it_leaves(answered, mailboxes, limits):
    limits(unconfirmed=1)
    send(answered())
    waits = send(answered(key="b"))
    OutgoingMail.objects.exclude(pk=waits.pk).update(
        claimed_at=timezone.now() - caps.A_DAY - timedelta(seconds=1)
    )
    OutgoingMail.objects.filter(pk=waits.pk).update(due_at=timezone.now())
    assert send(waits).state == "sent"


def test_the_mails_of_a_company_are_counted_whoever_they_are_for(in_acme, mailboxes, limits):
    limits(company=3)
    mails = [send(mail) for mail in many_mails(in_acme.acme, 5)]
    assert [mail.state for mail in mails] == ["sent"] * 3 + ["queued"] * 2
    assert mails[4].problem == "cap_company"


def test_what_may_have_arrived_counts(answered, mailboxes, limits):
    limits(unconfirmed=1)
    OutgoingMail.objects.filter(pk=send(answered()).pk).update(state="unknown")
    assert send(answered(key="b")).state == "queued"


def test_what_certainly_did_not_leave_does_not(answered, mailboxes, limits):
    limits(unconfirmed=1)
    mailboxes.answer_to_recipient = "451 later"
    send(answered())
    mailboxes.answer_to_recipient = None
    assert send(answered(key="b")).state == "sent"


def test_one_address_under_many_names_is_one(answered, in_acme, mailboxes, limits):
    limits(unconfirmed=1)
    send(answered())
    [other] = many_mails(in_acme.acme, 1)
    OutgoingMail.objects.filter(pk=other.pk).update(
        digest=OutgoingMail.objects.exclude(pk=other.pk).values_list("digest", flat=True)[0]
    )
    assert send(other).state == "queued"
