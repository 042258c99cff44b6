"""Some days later: is it solved? Asked once, by mail, with a permission of its own."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from chat import actions
from chat.models import Block, Conversation, Entry, Visitor
from feedback.actions import satisfied
from feedback.actions.consents import withdraw
from feedback.actions.offering import agree
from feedback.links import solved_link
from feedback.mail.kinds import satisfied_check
from feedback.mail.outcomes import PutOff, Unwanted
from feedback.models import OutgoingMail, Purpose
from feedback.permission.offers import make_offer

from .conftest import DAY, EMAIL, agrees, wants
from .test_way_back import heading

SOON = timedelta(minutes=1)


@pytest.fixture
def closes(in_acme, asked, new_id):
    def close():
        actions.close(member=in_acme.omar, conversation_id=asked.pk, client_id=new_id())

    return close


@pytest.fixture
def mail(in_acme, closes):
    agrees(in_acme.visitor, Purpose.SATISFIED_CHECK)
    closes()
    return OutgoingMail.objects.get()


def path_of(mail, visitor, *, is_solved):
    visitor = Visitor.objects.select_related("tenant").get(pk=visitor.pk)
    return urlsplit(solved_link(visitor, mail.pk, is_solved=is_solved)).path


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


# --- The answer ---------------------------------------------------------------------------------


def newest(asked, **where):
    return Entry.objects.filter(conversation=asked.pk, **where).latest("seq")


def test_looking_answers_nothing(client, in_acme, mail, asked):
    before = newest(asked).seq
    for is_solved in (True, False):
        path = path_of(mail, in_acme.visitor, is_solved=is_solved)
        for method in (client.get, client.head):
            assert method(path).status_code == 200
    assert newest(asked).seq == before


def test_yes_is_a_line_of_the_chat_that_stays_closed(client, in_acme, mail, asked):
    path = path_of(mail, in_acme.visitor, is_solved=True)
    assert heading(client.post(path, {"answer": "yes"})) == "Good to know"
    told = newest(asked)
    assert told.data == {"card": "solved", "is_solved": True} and told.public_seq
    assert Conversation.objects.get(pk=asked.pk).status == "closed"


def test_no_opens_it_again_as_a_message_that_waits(client, in_acme, mail, asked):
    path = path_of(mail, in_acme.visitor, is_solved=False)
    response = client.post(path, {"answer": "no", "words": "It flickers."})
    assert heading(response) == "Your chat is open again" and "/back/" in response.content.decode()
    chat = Conversation.objects.get(pk=asked.pk)
    assert chat.status != "closed" and chat.waiting_since is not None
    assert newest(asked, kind="message", author="visitor").body == "It flickers."


def test_no_without_words_says_so_for_them(client, in_acme, mail, asked):
    client.post(path_of(mail, in_acme.visitor, is_solved=False), {"answer": "no"})
    assert newest(asked, kind="message", author="visitor").body == "It is not solved yet."


def test_no_opens_the_same_chat_however_long_it_was_closed(client, in_acme, mail, asked):
    Conversation.objects.update(closed_at=timezone.now() - 20 * DAY)
    client.post(path_of(mail, in_acme.visitor, is_solved=False), {"answer": "no"})
    assert Conversation.objects.count() == 1


def test_the_answer_counts_once(client, in_acme, mail, asked):
    yes, no = (path_of(mail, in_acme.visitor, is_solved=is_solved) for is_solved in (True, False))
    client.post(yes, {"answer": "yes"})
    seq = newest(asked).seq
    for path in (yes, no):
        assert heading(client.get(path)) == "You have told us already"
        assert client.post(path, {"answer": "no"}).status_code == 410
    assert newest(asked).seq == seq


def test_who_is_blocked_opens_nothing(client, in_acme, mail, asked, new_id):
    Block.objects.create(tenant=in_acme.acme, visitor=in_acme.visitor, by=in_acme.sam)
    path = path_of(mail, in_acme.visitor, is_solved=False)
    assert client.post(path, {"answer": "no"}).status_code == 403
    assert Conversation.objects.get(pk=asked.pk).status == "closed"
    assert not satisfied.was_answered(mail)


@pytest.mark.parametrize("answer", ["", "maybe", "YES", "yes\x00"])
def test_another_answer_is_none(client, in_acme, mail, answer):
    path = path_of(mail, in_acme.visitor, is_solved=True)
    assert client.post(path, {"answer": answer}).status_code == 400
    assert not satisfied.was_answered(mail)


def test_forged_links_and_other_companies_lead_nowhere(client, in_acme, mail):
    path = path_of(mail, in_acme.visitor, is_solved=True)
    foreign = path.replace(in_acme.acme.site_key, in_acme.globex.site_key)
    for each in (foreign, path[:-4] + "/", f"/m/{in_acme.acme.site_key}/solved/x/"):
        assert client.post(each, {"answer": "yes"}).status_code == 404
    assert not satisfied.was_answered(mail)


def test_the_link_of_another_mail_answers_nothing(client, in_acme, mail):
    OutgoingMail.objects.filter(pk=mail.pk).update(conversation=None)
    path = path_of(mail, in_acme.visitor, is_solved=True)
    assert client.get(path).status_code == 404
