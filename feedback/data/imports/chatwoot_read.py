"""What Chatwoot's API tells of a conversation, and what of it becomes a chat here.

Read are the shapes of its answers: a conversation with its `messages`, a page of them
({"data": {"payload": [...]}} or {"payload": [...]}), and a file that holds such pages beside the
messages of each ({"conversations": ..., "messages": {"12": [...]}, "agents": [...]}).
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from chat.frames import REFUSED_TEXT
from chat.models import Author, Kind, Priority

MOST_OF_A_MESSAGE = 10_000
MOST_ATTRIBUTES, MOST_OF_NAME, MOST_OF_VALUE = 20, 40, 200
TYPES = {0: "in", 1: "out", 2: "activity", 3: "template"}
TYPES |= {"incoming": "in", "outgoing": "out", "activity": "activity", "template": "template"}
PRIORITIES = {"urgent": Priority.URGENT, "high": Priority.HIGH, "low": Priority.LOW}
MACHINES = ("agent_bot", "captain_assistant")
Found = dict[str, Any]


class Unreadable(ValueError):
    """`code`: no_messages, no_time, no_chat."""


def conversations_in(found: Any, agents: dict[Any, str]) -> Iterator[Found]:
    """All conversations of what a file holds; `agents` is filled with {id: address}."""
    if isinstance(found, list):
        for each in found:
            yield from conversations_in(each, agents)
    elif not isinstance(found, dict):
        return
    elif "conversations" in found or "agents" in found:
        for agent in _listed(found.get("agents")):
            _note_agent(agent, agents)
        messages = found.get("messages") or {}
        for each in conversations_in(found.get("conversations"), agents):
            more = messages.get(str(each.get("id"))) if isinstance(messages, dict) else None
            yield each | {"messages": _listed(more)} if more else each
    elif isinstance(found.get("data"), dict) or "payload" in found:
        yield from conversations_in((found.get("data") or found).get("payload"), agents)
    else:
        yield found


def _listed(found: Any) -> list[Found]:
    if isinstance(found, dict):
        found = found.get("payload")
    return [each for each in found or () if isinstance(each, dict)]


def _note_agent(agent: Any, agents: dict[Any, str]) -> None:
    if isinstance(agent, dict) and isinstance(agent.get("email"), str):
        agents[agent.get("id")] = agent["email"].lower()


def chat_of(found: Found, agents: dict[Any, str]) -> Found:
    """As it is staged: plain JSON, with nothing in it that could be written to. Raises
    Unreadable."""
    if not found.get("id"):
        raise Unreadable("no_chat")
    meta, more = _dict(found, "meta"), _dict(found, "additional_attributes")
    sender, assignee = _dict(meta, "sender"), _dict(meta, "assignee")
    _note_agent(assignee, agents)
    messages = sorted(_listed(found.get("messages")), key=_order)
    lines = [line for each in messages if (line := _line(each, agents))]
    if not lines:
        raise Unreadable("no_messages")
    account = found.get("account_id")
    return {
        "source": f"chatwoot:{account}" if account else "chatwoot",
        "source_id": str(found["id"])[:80],
        "contact": str(sender.get("id") or ""),
        "name": _name(sender.get("name")),
        "attributes": _attributes(_dict(sender, "custom_attributes")),
        "chat_attributes": _attributes(_dict(found, "custom_attributes")),
        "locale": str(more.get("browser_language") or _dict(more, "browser").get("language") or ""),
        "page_url": _address(more.get("referer")),
        "team": str(_dict(meta, "team").get("name") or ""),
        "assignee": str(assignee.get("email") or "").lower(),
        "status": str(found.get("status") or ""),
        "priority": int(PRIORITIES.get(found.get("priority"), Priority.NORMAL)),
        "labels": [str(label) for label in found.get("labels") or ()],
        "ended": _ended(found, lines),
        "lines": lines,
    }


def _line(message: Found, agents: dict[Any, str]) -> Found | None:
    """None: nothing anybody said."""
    kind = TYPES.get(message.get("message_type"))
    deleted = _dict(message, "content_attributes").get("deleted")
    body = "" if deleted else _words(message)
    if kind in (None, "activity") or not body:
        return None
    sender = _dict(message, "sender")
    is_machine = kind == "template" or sender.get("type") in MACHINES
    author = Author.VISITOR if kind == "in" else Author.OPERATOR
    is_ours = author == Author.OPERATOR and not is_machine
    return {
        "id": str(message.get("id") or ""),
        "at": _moment(message.get("created_at")).isoformat(),
        "kind": str(Kind.NOTE if message.get("private") else Kind.MESSAGE),
        "author": str(author if kind == "in" or is_ours else Author.AUTOMATIC),
        "name": _name(sender.get("available_name") or sender.get("name")),
        "email": str(sender.get("email") or agents.get(sender.get("id")) or "").lower()
        if is_ours
        else "",
        "body": body,
    }


def _words(message: Found) -> str:
    """The text, and each file as a line with its name and address."""
    lines = [str(message.get("content") or "").strip()]
    for file in _listed(message.get("attachments")):
        if address := _address(file.get("data_url")):
            name = file.get("fallback_title") or address.rsplit("/", 1)[-1].split("?")[0]
            lines.append(f"{name}: {address}")
    text = "\n".join(line for line in lines if line).replace("\r\n", "\n").replace("\r", "\n")
    return REFUSED_TEXT.sub("", text)[:MOST_OF_A_MESSAGE].strip()


def _order(message: Found) -> tuple[datetime, int]:
    number = message.get("id")
    return _moment(message.get("created_at")), number if isinstance(number, int) else 0


def _moment(value: Any) -> datetime:
    """Seconds since 1970, as its API has it, or ISO 8601, as its webhooks do."""
    try:
        if isinstance(value, str) and not value.isdecimal():
            at = datetime.fromisoformat(value.replace(" UTC", "+00:00").replace("Z", "+00:00"))
            at = at if at.tzinfo else at.replace(tzinfo=UTC)
        else:
            at = datetime.fromtimestamp(float(value), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise Unreadable("no_time") from None
    if not datetime(2000, 1, 1, tzinfo=UTC) < at <= datetime.now(UTC):
        raise Unreadable("no_time")
    return at


def _ended(found: Found, lines: list[Found]) -> str:
    """When it was last touched, and never before its last word."""
    last = datetime.fromisoformat(lines[-1]["at"])
    try:
        return max(last, _moment(found.get("last_activity_at"))).isoformat()
    except Unreadable:
        return last.isoformat()


def _name(value: Any) -> str:
    """An address or a number is no name, and nobody agreed that we keep it."""
    name = " ".join(REFUSED_TEXT.sub("", str(value or "")).split())[:80]
    digits = sum(character.isdecimal() for character in name)
    return "" if "@" in name or digits > 5 else name


def _attributes(found: Found) -> dict[str, str | int | float | bool]:
    plain = {
        str(name)[:MOST_OF_NAME]: value[:MOST_OF_VALUE] if isinstance(value, str) else value
        for name, value in found.items()
        if isinstance(value, (str, int, float, bool))
    }
    kept = {name: value for name, value in plain.items() if "@" not in str(value)}
    return dict(list(kept.items())[:MOST_ATTRIBUTES])


def _address(value: Any) -> str:
    text = str(value or "")
    return text[:2000] if text.startswith(("https://", "http://")) else ""


def _dict(found: Any, name: str) -> Found:
    value = found.get(name)
    return value if isinstance(value, dict) else {}
