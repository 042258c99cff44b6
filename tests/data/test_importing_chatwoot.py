"""Chats of Chatwoot, in the shapes its API answers with, become closed chats in the log's order."""

import json
from datetime import UTC, datetime
from typing import Any

from django.core.management import CommandError, call_command
from pytest import raises

from chat.models import Conversation, Entry
from feedback.data.imports.json_stream import objects_of
from feedback.models import Address, ConsentEvent, ImportedChat, LiveConsent
from tenants.models import Department

from .test_importing_tables import checked, problems, take_over

AT = 1_700_000_000


def message(number: int, kind: int, content: str | None, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "content": content,
        "message_type": kind,
        "created_at": AT + 60 * number,
        "private": False,
        **more,
    }


OMAR = {"id": 3, "name": "Omar Chatwoot", "available_name": "Omar C.", "type": "user"}
IDA = {"id": 71, "name": "Ida", "email": "ida@customer.example", "type": "contact"}
MESSAGES = [
    message(2, 1, "Which one?", sender=OMAR),
    message(1, 0, "My lamp broke, card 4111 1111 1111 1111", sender=IDA),
    message(3, 1, "Third this week", sender=OMAR, private=True),
    message(4, 2, "Conversation was marked resolved by Omar"),
    message(
        5, 0, None, sender=IDA,
        attachments=[{"file_type": "image", "data_url": "https://chatwoot.example/f/lamp.png?x=1"}],
    ),
    message(6, 3, "We are away", sender=None),
    message(7, 1, "Bye", sender={"id": 9, "name": "Zoe", "type": "user"}),
    message(8, 0, "gone", content_attributes={"deleted": True}),
]  # fmt: skip
CHAT = {
    "id": 12,
    "account_id": 4,
    "status": "open",
    "priority": "urgent",
    "labels": ["billing", "VIP  customer"],
    "custom_attributes": {"order": "20388"},
    "additional_attributes": {
        "referer": "https://shop.example/lamps", "browser_language": "de",
        "browser": {"browser_name": "Firefox"},
    },
    "last_activity_at": AT + 9000,
    "meta": {
        "sender": IDA | {"phone_number": "+4930555", "custom_attributes": {"plan": "gold",
                                                                          "mail": "a@b.example"}},
        "assignee": OMAR | {"email": "omar@acme.example"},
        "team": {"id": 1, "name": "billing"},
    },
    "messages": MESSAGES,
}  # fmt: skip


def test_a_chat_comes_with_its_times_and_authors_and_without_addresses(in_acme: Any) -> None:
    billing = Department.objects.create(tenant=in_acme.acme, name="Billing")
    run = take_over(checked(in_acme.ada, "chatwoot", json.dumps([CHAT])))
    assert (run.state, run.counts) == ("done", {"new": 1})
    chat = Conversation.objects.get(page_url="https://shop.example/lamps")
    assert (chat.status, chat.operator, chat.department) == ("closed", in_acme.omar, billing)
    assert chat.created_at == datetime.fromtimestamp(AT + 60, UTC)
    assert chat.closed_at == datetime.fromtimestamp(AT + 9000, UTC)
    assert (chat.visitor.name, chat.visitor.spoken) == ("Ida", "de")
    assert chat.visitor.attributes == {"plan": "gold"}
    rows = Entry.objects.filter(conversation=chat).order_by("seq")
    assert [row.seq for row in rows] == list(range(1, chat.last_seq + 1))
    assert [(row.kind, row.author, row.author_name, row.body[:14]) for row in rows] == [
        ("message", "visitor", "Ida", "My lamp broke,"),
        ("assigned", "system", "", ""),
        ("message", "operator", "Omar", "Which one?"),
        ("note", "operator", "Omar", "Third this wee"),
        ("message", "visitor", "Ida", "lamp.png: http"),
        ("message", "automatic", "Acme", "We are away"),
        ("message", "operator", "Zoe", "Bye"),
        ("note", "system", "Chatwoot", "Imported from "),
        ("changed", "system", "Chatwoot", ""),
        ("changed", "system", "Chatwoot", ""),
        ("changed", "system", "Chatwoot", ""),
        ("closed", "system", "", ""),
    ]
    assert "4111" not in rows[0].body
    assert "20388" in rows[7].body
    tags = set(chat.tags.values_list("tag__name", flat=True))
    assert tags == {"imported from chatwoot", "billing", "vip customer"}
    assert not (Address.objects.exists() or ConsentEvent.objects.exists())
    assert not LiveConsent.objects.exists()
    stored = json.dumps(list(rows.values("body", "data"))) + str(chat.visitor.__dict__)
    assert "ida@customer.example" not in stored
    assert "4930555" not in stored


def test_the_same_chat_comes_once_even_after_it_was_erased(in_acme: Any) -> None:
    again = [CHAT, CHAT | {"id": 13}]
    take_over(checked(in_acme.ada, "chatwoot", json.dumps([CHAT])))
    run = take_over(checked(in_acme.ada, "chatwoot", json.dumps(again)))
    assert (run.counts, ImportedChat.objects.count()) == ({"new": 1, "same": 1}, 2)
    Conversation.objects.filter(page_url="https://shop.example/lamps").delete()
    assert checked(in_acme.ada, "chatwoot", json.dumps(again)).counts == {"same": 2}


def test_every_shape_of_its_answers_is_read_and_what_is_wrong_is_told(in_acme: Any) -> None:
    bare = {name: value for name, value in CHAT.items() if name != "messages"}
    bundle = {
        "agents": [{"id": 9, "email": "sam@acme.example"}],
        "conversations": {"data": {"meta": {}, "payload": [bare]}},
        "messages": {"12": {"payload": MESSAGES}},
    }
    for text in (json.dumps(bundle), json.dumps([{"payload": [CHAT]}]), json.dumps(CHAT)):
        run = checked(in_acme.ada, "chatwoot", text)
        assert run.counts == {"new": 1}, text
    lines = [bare, {"id": 2, "messages": [message(1, 0, "Hi", created_at=None)]}, {"a": 1}]
    run = checked(in_acme.ada, "chatwoot", "\n".join(map(json.dumps, lines)))
    assert [(line, words[-12:]) for line, words in problems(run)] == [
        (1, "no messages."),
        (2, "ot come yet."),
        (3, "of Chatwoot."),
    ]
    run = checked(in_acme.ada, "chatwoot", '[{"id": 1')
    assert (run.state, run.problem) == ("refused", "no_json")


def test_a_large_array_is_read_piece_by_piece() -> None:
    text = json.dumps([{"id": n, "content": "é" * n} for n in range(300)]).encode()
    pieces = [text[start : start + 97] for start in range(0, len(text), 97)]
    assert [found["id"] for found in objects_of(pieces, "utf-8")] == list(range(300))


def test_the_command_goes_the_same_way(in_acme: Any, tmp_path: Any, capsys: Any) -> None:
    file = tmp_path / "chats.json"
    file.write_text(json.dumps([CHAT]))
    call_command("import_chatwoot", file, company="acme", check=True)
    assert not ImportedChat.objects.exists()
    call_command("import_chatwoot", file, company="acme")
    assert ImportedChat.objects.count() == 1
    assert "1 new, 0 here already" in capsys.readouterr().out
    with raises(CommandError, match="Nobody of that address"):
        call_command("import_chatwoot", file, company="acme", by="omar@acme.example")
