"""What of a chat is told, in which order, and that the fast way of a message stays as it is."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chat import actions
from chat.actions.forgetting import empty_chats, forget_visitor
from chat.actions.identity import claim_identity
from chat.actions.posting import visitor_entry
from chat.log import append_entries
from chat.models import Conversation, Visitor
from chat.webhooks import changing, reading
from chat.webhooks.models import Delivery, Endpoint, ReadPlace
from tests.webhooks.conftest import data_of, events


def fast(number, visitor, body, new_id):
    """As the process's one writer stores messages."""
    with transaction.atomic():
        return append_entries([visitor_entry(number, visitor.name, new_id(), body)])


def test_a_chat_from_its_first_word_to_its_last(hook, chat, in_acme, new_id):
    chat.says("My lamp is broken")
    chat.omar(actions.take)
    fast(chat.number, in_acme.visitor, "Are you there?", new_id)
    assert "Are you there?" not in str(list(Delivery.objects.values_list("body", flat=True)))
    chat.omar(actions.post_operator_message, body="Yes. I am sending a new one.")
    chat.omar(actions.add_note, body="The third one this week")
    chat.omar(actions.close)
    chat.says("It has arrived!")
    assert events() == [
        "conversation.created",
        "message.created",
        "message.created",  # the automatic greeting
        "conversation.assigned",
        "conversation.status_changed",
        "message.created",
        "message.created",
        "message.created",
        "conversation.status_changed",
        "conversation.status_changed",
        "message.created",
    ]
    bodies = [row.body for row in Delivery.objects.filter(event="message.created").order_by("pk")]
    said = ["is broken", "automatic", "Are you there?", "a new one", "third one", "has arrived"]
    assert all(words in body for words, body in zip(said, bodies, strict=True))
    assert ['"private":true' in body for body in bodies] == [False] * 4 + [True, False]
    changed = data_of("conversation.status_changed")
    assert (changed["before"], changed["by"]) == ("closed", "visitor")
    assert data_of("conversation.assigned")["operator"] == {"id": in_acme.omar.pk, "name": "Omar"}


def test_messages_of_the_fast_way_are_found_in_the_log_once(hook, chat, in_acme, new_id):
    number = chat.says()
    for body in ("One", "Two", "Three"):
        fast(number, in_acme.visitor, body, new_id)
    before = Delivery.objects.count()
    assert reading.unread() == [number] and not reading.read_on()
    assert reading.unread() == [] and not reading.read_on()
    assert Delivery.objects.count() == before + 3
    assert data_of("message.created")["message"]["text"] == "Three"


def test_the_fast_way_costs_no_statement_more(hook, chat, in_acme, new_id):
    number = chat.says()
    with CaptureQueriesContext(connection) as asked:
        fast(number, in_acme.visitor, "Quick", new_id)
    told = [query["sql"] for query in asked if "endpoint" in query["sql"]]
    assert asked and told == []


def test_nobody_is_told_what_was_said_before_they_were_there(chat, in_acme, receiver):
    chat.says("Before")
    changing.add(
        tenant=in_acme.acme, member=in_acme.ada, kind="webhook", name="New", url=receiver.url,
        events=["message.created", "conversation.created"],
    )  # fmt: skip
    chat.says("After")
    assert events() == ["message.created"]
    assert data_of("message.created")["message"]["text"] == "After"


def test_what_was_not_asked_for_is_not_queued_and_a_refused_action_tells_nothing(hook, chat):
    changing.change(hook, events=["conversation.assigned"])
    chat.says()
    assert events() == []
    try:
        with transaction.atomic():
            chat.omar(actions.take)
            raise KeyError
    except KeyError:
        assert events() == []
    chat.omar(actions.take)
    assert events() == ["conversation.assigned"]


def test_who_is_forgotten_is_forgotten_here_too(hook, chat, in_acme):
    chat.says("My secret")
    assert Delivery.objects.exists() and ReadPlace.objects.exists()
    forget_visitor(visitor_id=in_acme.visitor.pk)
    assert not (Delivery.objects.exists() or ReadPlace.objects.exists())
    assert not Conversation.objects.exists() and not Visitor.objects.exists()
    assert Endpoint.objects.exists()


def test_what_is_old_loses_its_words_here_too(hook, chat, in_acme):
    chat.says("My secret")
    chat.omar(actions.take)
    chat.omar(actions.close)
    assert empty_chats(closed_before=timezone.now(), most=5) == 1
    assert set(events()) == {"message.updated"}
    told = data_of("message.updated")["message"]
    assert told["forgotten"] and told["text"] == ""
    assert "My secret" not in str(list(Delivery.objects.values_list("body", flat=True)))


def test_who_a_customer_is_said_to_be_comes_without_their_address(hook, chat, in_acme):
    said = {"id": "c-7", "name": "Mia", "email": "mia@customer.example"}
    claim_identity(visitor_id=in_acme.visitor.pk, said=said)
    in_acme.visitor.refresh_from_db()
    chat.says()
    told = data_of("conversation.created")["conversation"]["visitor"]["identity"]
    assert told == {"id": "c-7", "name": "Mia", "verified": False, "at": None}
    assert "customer.example" not in str(list(Delivery.objects.values_list("body", flat=True)))
