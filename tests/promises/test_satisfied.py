"""Some days later: is it solved? Asked once, by mail, with a permission of its own."""

import pytest
from django.utils import timezone

from chat import actions
from chat.models import Conversation, Visitor
from feedback.actions.consents import withdraw
from feedback.actions.offering import agree
from feedback.mail.kinds import satisfied_check
from feedback.mail.outcomes import PutOff, Unwanted
from feedback.models import OutgoingMail, Purpose
from feedback.permission.offers import make_offer

from .conftest import DAY, agrees, wants
from .links import EMAIL


def days_until(mail):
    return round((mail.due_at - timezone.now()) / DAY, 1)


def test_three_days_after_closing(mail, asked):
    assert (mail.kind, mail.purpose, days_until(mail)) == ("satisfied_check", "satisfied_check", 3)
    assert mail.conversation_id == asked.pk


def test_the_company_says_after_how_many_days(in_acme, closes):
    wants(in_acme.acme, check_days=7)
    agrees(in_acme.visitor, Purpose.SATISFIED_CHECK)
    closes()
    assert days_until(OutgoingMail.objects.get()) == 7


def test_the_company_may_not_want_it_at_all(in_acme, closes):
    wants(in_acme.acme, check_days=None)
    agrees(in_acme.visitor, Purpose.SATISFIED_CHECK)
    closes()
    assert not OutgoingMail.objects.exists()


def test_permission_for_follow_up_is_none_for_this(in_acme, closes):
    agrees(in_acme.visitor, Purpose.FOLLOW_UP)
    closes()
    assert not OutgoingMail.objects.exists()


def test_permission_that_comes_after_closing_counts(in_acme, closes, asked, new_id):
    closes()
    visitor = Visitor.objects.select_related("tenant").get(pk=in_acme.visitor.pk)
    made = make_offer(visitor, [Purpose.SATISFIED_CHECK], asked.pk)
    told = {"offer": made["offer"], "texts": [text["id"] for text in made["texts"]]}
    agree(visitor=visitor, client_id=new_id(), email=EMAIL, **told)
    assert days_until(OutgoingMail.objects.get()) == 3


def test_taken_back_it_is_cancelled(in_acme, mail):
    withdraw(visitor_id=in_acme.visitor.pk, purposes=[Purpose.SATISFIED_CHECK], place="widget")
    mail.refresh_from_db()
    assert mail.state == "cancelled"


def test_while_it_goes_on_nobody_is_asked_and_then_once(in_acme, mail, closes, asked, new_id):
    actions.reopen(member=in_acme.omar, conversation_id=asked.pk, client_id=new_id())
    mail.refresh_from_db()
    assert days_until(mail) == 30
    closes()
    assert days_until(OutgoingMail.objects.get()) == 3


# --- What is in it ------------------------------------------------------------------------------


def content(mail, visitor):
    return satisfied_check.content(
        mail, Visitor.objects.select_related("tenant").get(pk=visitor.pk)
    )


def test_it_has_a_yes_and_a_no(in_acme, mail):
    links = content(mail, in_acme.visitor)
    assert links["yes_link"].url != links["no_link"].url
    assert "/m/" in links["yes_link"].url


def test_who_waits_for_an_answer_is_not_asked_whether_it_helped(in_acme, mail):
    Conversation.objects.update(waiting_since=timezone.now())
    with pytest.raises(PutOff):
        content(mail, in_acme.visitor)


def test_switched_off_meanwhile_it_is_not_sent(in_acme, mail):
    wants(in_acme.acme, check_days=None)
    with pytest.raises(Unwanted):
        content(mail, in_acme.visitor)
