"""A confirmation nobody gives, a permission for one mail, an address that does not work."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat.actions import Refused
from feedback.actions.consents import use_up, withdraw
from feedback.actions.outbox import queue_mail
from feedback.models import (
    Address,
    ConsentEvent,
    LiveConsent,
    MailKind,
    OutgoingMail,
    Purpose,
    Suppression,
)
from feedback.permission.unconfirmed import care, drop_unconfirmed

from .conftest import EMAIL

WEEK = timedelta(days=7)


def lines(purpose):
    rows = ConsentEvent.objects.filter(purpose=purpose).order_by("pk")
    return list(rows.values_list("what", "by"))


def test_an_address_nobody_confirms_is_forgotten_after_a_week(mia, in_acme, asks_for_news):
    mia.gives(Purpose.MARKETING)
    assert drop_unconfirmed(timezone.now() + WEEK - timedelta(minutes=1)) == 0
    assert drop_unconfirmed(timezone.now() + WEEK) == 1
    assert not Address.objects.exists() and not LiveConsent.objects.exists()
    assert OutgoingMail.objects.get().state == "cancelled"
    assert lines("confirmation") == [("given", "visitor"), ("expired", "system")]
    assert lines("marketing") == [("given", "visitor"), ("expired", "system")]


def test_the_company_is_looked_at_again_when_it_ends(mia, in_acme, asks_for_news):
    assert list(care(in_acme.acme)) == [None]
    mia.gives(Purpose.MARKETING)
    (when,) = care(in_acme.acme)
    assert timedelta(days=6) < when - timezone.now() <= WEEK


def test_what_else_was_agreed_stays(mia, asks_for_news):
    mia.gives(Purpose.MARKETING, Purpose.FOLLOW_UP)
    drop_unconfirmed(timezone.now() + WEEK)
    assert [row.purpose for row in LiveConsent.objects.all()] == ["follow_up"]
    assert Address.objects.count() == 1


def test_the_mail_to_confirm_is_queued_once(mia, asks_for_news):
    for _ in range(3):
        mia.gives(Purpose.MARKETING)
    assert OutgoingMail.objects.count() == 1
    mia.gives(Purpose.MARKETING, email="other@customer.example")
    states = OutgoingMail.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["cancelled", "queued"]


def test_marketing_without_the_words_of_its_confirmation_is_refused(mia, asks_for_news):
    offer = mia.was_shown(Purpose.MARKETING)
    (text,) = offer["texts"]
    for half in ([text["id"]], [text["also"]["id"]]):
        with pytest.raises(Refused, match="unknown_text"):
            mia.agrees(offer, ticked=half)
    assert not ConsentEvent.objects.exists()


def test_a_permission_for_one_mail_is_used_up(mia):
    mia.gives(Purpose.TRANSCRIPT)
    queue_mail(kind=MailKind.TRANSCRIPT, visitor_id=mia.pk, dedupe_key="t")
    use_up(visitor_id=mia.pk, purpose=Purpose.TRANSCRIPT)
    assert lines("transcript") == [("given", "visitor"), ("used", "system")]
    assert not Address.objects.exists()
    with pytest.raises(Refused, match="no_consent"):
        queue_mail(kind=MailKind.TRANSCRIPT, visitor_id=mia.pk, dedupe_key="again")


@pytest.mark.parametrize("why", ["bounced", "complained"])
def test_an_address_that_does_not_work_is_not_taken(mia, why):
    mia.gives(Purpose.FOLLOW_UP)
    digest = Address.objects.get().digest
    withdraw(visitor_id=mia.pk, purposes=[Purpose.FOLLOW_UP], place="widget")
    Suppression.objects.create(tenant=mia.visitor.tenant, digest=digest, why=why)
    with pytest.raises(Refused, match="stopped"):
        mia.gives(Purpose.FOLLOW_UP, email=EMAIL.upper())
    assert not Address.objects.exists()


def test_who_was_erased_may_come_back(mia):
    mia.gives(Purpose.FOLLOW_UP)
    digest = Address.objects.get().digest
    Suppression.objects.create(tenant=mia.visitor.tenant, digest=digest, why="erased")
    assert len(mia.gives(Purpose.SURVEY)) == 1
    assert not Suppression.objects.exists()


def test_another_address_takes_the_place_of_the_first(mia):
    mia.gives(Purpose.FOLLOW_UP)
    mail = queue_mail(kind=MailKind.ANSWER, visitor_id=mia.pk, dedupe_key="a")
    mia.gives(Purpose.FOLLOW_UP, email="new@customer.example")
    mail.refresh_from_db()
    assert mail.state == "cancelled"  # it was to go to the address of before
    assert Address.objects.count() == LiveConsent.objects.count() == 1
