"""The page behind the links of that mail: looking answers nothing, and an answer counts once."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from chat.models import Block, Conversation, Entry, Visitor
from feedback.actions import satisfied
from feedback.links import solved_link
from feedback.models import OutgoingMail

from .conftest import DAY
from .links import heading


def path_of(mail, visitor, *, is_solved):
    visitor = Visitor.objects.select_related("tenant").get(pk=visitor.pk)
    return urlsplit(solved_link(visitor, mail.pk, is_solved=is_solved)).path


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
