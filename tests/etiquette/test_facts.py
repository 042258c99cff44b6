"""What is known of a chat while somebody writes into it, and which language they write."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from chat import actions
from chat.actions import Refused
from chat.etiquette import facts
from chat.etiquette.tongue import language_of
from chat.models import Conversation


def said(*lines):
    """The newest first; "o: …" is operator 1, "p: …" a colleague, "v: …" the customer."""
    who = {"o": ("operator", 1), "p": ("operator", 2), "v": ("visitor", None)}
    return [
        SimpleNamespace(author=who[line[0]][0], member_id=who[line[0]][1], body=line[3:])
        for line in reversed(lines)
    ]


def test_a_question_waits_until_somebody_answers():
    asked = facts.of_messages(said("v: Hi. Where is my lamp?"), 1)
    assert asked.unanswered and asked.last_question == "Where is my lamp?"
    answered = facts.of_messages(said("v: Where is it?", "p: It is on the van."), 1)
    assert not answered.unanswered
    assert answered.first_message  # a colleague spoke, this operator has not


def test_what_this_operator_has_said_counts():
    known = facts.of_messages(said("v: Nothing works", "o: I'm sorry to hear that.", "v: Well"), 1)
    assert (known.first_message, known.replies, known.acknowledged) == (False, 1, True)


def test_names_and_words_said_twice_are_the_customers_own():
    known = facts.of_messages(said("v: My Zorbly is adress", "v: it blinks, it blinks"), 1)
    assert {"zorbly", "blinks"} <= known.known_words
    assert "adress" not in known.known_words


def test_facts_are_those_of_the_chat(in_acme, new_id, monkeypatch):
    posted = actions.post_visitor_message(
        visitor=in_acme.visitor, client_id=new_id(), body="Is it back?"
    )
    chat = Conversation.objects.get(pk=posted.entry.conversation_id)
    known = facts.facts_of(in_acme.omar, chat.pk)
    assert (known.name, known.unanswered, known.upset) == ("Omar", True, False)
    Conversation.objects.filter(pk=chat.pk).update(upset_since=timezone.now())
    assert not facts.facts_of(in_acme.omar, chat.pk).upset  # kept for a moment
    monkeypatch.setattr(facts, "KEPT_S", 0)
    assert facts.facts_of(in_acme.omar, chat.pk).upset


def test_what_was_said_a_moment_ago_counts_at_once(in_acme, new_id):
    posted = actions.post_visitor_message(visitor=in_acme.visitor, client_id=new_id(), body="Hi?")
    chat = {"conversation_id": posted.entry.conversation_id}
    actions.take(member=in_acme.omar, client_id=new_id(), **chat)
    assert facts.facts_of(in_acme.omar, chat["conversation_id"]).first_message
    actions.post_operator_message(member=in_acme.omar, client_id=new_id(), body="Hello!", **chat)
    assert not facts.facts_of(in_acme.omar, chat["conversation_id"]).first_message


def test_a_promise_is_known_of(in_acme, new_id, monkeypatch):
    posted = actions.post_visitor_message(
        visitor=in_acme.visitor, client_id=new_id(), body="Is it back?"
    )
    monkeypatch.setattr(facts, "promised", [lambda number: number == posted.entry.conversation_id])
    assert facts.facts_of(in_acme.omar, posted.entry.conversation_id).has_promise


def test_a_chat_that_is_not_there_is_refused(in_acme):
    with pytest.raises(Refused):
        facts.facts_of(in_acme.omar, 0)


def test_few_queries_tell_it(in_acme, new_id, django_assert_max_num_queries):
    posted = actions.post_visitor_message(visitor=in_acme.visitor, client_id=new_id(), body="Hi")
    with django_assert_max_num_queries(4):  # the head, the chat, what was said, and a promise
        facts.facts_of(in_acme.sam, posted.entry.conversation_id)


@pytest.mark.parametrize(
    ("text", "usual", "language"),
    [
        ("Thank you, your order is on its way.", "de", "en"),
        ("Ihre Bestellung ist unterwegs, vielen Dank.", "en", "de"),
        ("Bonjour, votre colis est en route.", "en", "fr"),
        ("Su pedido está en camino, gracias.", "en", "es"),
        ("O seu pedido está a caminho, obrigado.", "en", "pt"),
        ("thx", "en", "en"),
        ("ok", "de", "de"),
        ("ok", "ja", ""),
        ("لقد أرسلنا الطرد اليوم", "en", ""),
        ("Your order is here: لقد أرسلنا الطرد", "en", ""),
        ("Заказ уже в пути", "en", ""),
        ("Tilaus lähtee tänään varastosta asiakkaalle kuljetusyhtiön mukana", "en", ""),
        ("def total(rows): return sum(row.price for row in rows)", "en", "en"),
    ],
)
def test_the_language_is_told_by_small_words(text, usual, language):
    assert language_of(text, usual) == language
