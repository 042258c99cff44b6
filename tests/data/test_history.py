"""Chats that were over before they came: the same rows as the log would have left."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.forms.models import model_to_dict
from django.utils import timezone

from chat import actions
from chat.history import Line, PastChat, PastVisitor, assigned, said_by, write_history
from chat.models import Author, Conversation, Entry, Kind

TOLD = (  # what a chat that was written now cannot have in common with one of the past
    "id",
    "visitor",
    *("created_at", "changed_at", "closed_at", "queued_at", "assigned_at", "situation_at"),
    *("indexed_seq", "mood_seq", "mood_due_at", "operator_read_seq", "visitor_read_seq", "due_at"),
    *("heard", "shown", "step"),
)


def live_chat(cast: Any) -> Conversation:
    of = {"member": cast.omar}
    actions.post_visitor_message(visitor=cast.visitor, client_id=uuid4(), body="My lamp broke")
    chat = Conversation.objects.get(visitor=cast.visitor)
    of["conversation_id"] = chat.pk
    actions.post_operator_message(**of, client_id=uuid4(), body="I am sorry. Which one?")
    actions.add_note(**of, client_id=uuid4(), body="The third this week")
    actions.post_visitor_message(visitor=cast.visitor, client_id=uuid4(), body="The heron")
    actions.close(**of, client_id=uuid4())
    chat.refresh_from_db()
    return chat


def retold(cast: Any, chat: Conversation) -> Conversation:
    lines = [
        Line(e.at, e.kind, e.author, e.body, e.member_id, e.author_name, e.author_photo, e.data)
        for e in chat.entries.order_by("seq")
    ]
    past = PastChat(PastVisitor(), lines, operator_id=cast.omar.pk)
    write_history(cast.acme, [past])
    return Conversation.objects.get(pk=past.id)


def test_a_past_chat_is_the_chat_the_log_would_have_left(in_acme: Any) -> None:
    live = live_chat(in_acme)
    past = retold(in_acme, live)
    facts = [
        {k: v for k, v in model_to_dict(chat).items() if k not in TOLD} for chat in (live, past)
    ]
    assert facts[0] == facts[1]
    names = [
        f.name for f in Entry._meta.fields if f.name not in ("pk", "conversation", "client_id")
    ]
    logs = [list(chat.entries.order_by("seq").values(*names)) for chat in (live, past)]
    assert logs[0] == logs[1]
    assert past.visitor.current_id == past.pk


def test_card_numbers_are_masked_and_visitors_shared(in_acme: Any) -> None:
    now, visitor = timezone.now(), PastVisitor(name="Ida")
    chats = [
        PastChat(
            visitor,
            [
                Line(now, Kind.MESSAGE, Author.VISITOR, "4111 1111 1111 1111"),
                assigned(now, in_acme.omar),
                said_by(in_acme.omar, now + timedelta(seconds=9), "", Kind.CLOSED),
            ],
        )
        for _ in range(2)
    ]
    write_history(in_acme.acme, chats)
    said = Entry.objects.filter(conversation=chats[0].id, kind=Kind.MESSAGE).get()
    assert said.body.endswith("1111")
    assert "4111" not in said.body
    assert Conversation.objects.filter(visitor=visitor.id).count() == 2
