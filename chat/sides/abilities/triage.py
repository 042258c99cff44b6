from datetime import UTC, datetime
from typing import Any

from chat import frames
from chat.actions import blocking, mentions, merging, snoozing, tags, triage
from chat.frames import BadFrame
from chat.models import Priority
from chat.render import INSTANT

PRIORITIES = {priority.name.lower(): priority for priority in Priority}
MOST_REASON = 300


class TriageAbility:
    """Sorting chats, putting them aside, and answering abuse."""

    frame_types = {
        "tag": "tag",
        "untag": "untag",
        "priority": "set_priority",
        "department": "set_department",
        "snooze": "snooze",
        "wake": "wake",
        "merge": "merge",
        "warn": "warn",
        "block": "block",
        "unblock": "unblock",
        "note": "note",
        "mentions_seen": "see_mentions",
    }

    async def tag(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, tags.add_tag, name=read_tag(frame))

    async def untag(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, tags.remove_tag, name=read_tag(frame))

    async def set_priority(self: Any, frame: dict[str, Any]) -> None:
        wanted = frame.get("priority")
        if not isinstance(wanted, str) or wanted not in PRIORITIES:
            raise BadFrame("bad_frame", field="priority")
        await self._act(frame, triage.set_priority, priority=PRIORITIES[wanted])

    async def set_department(self: Any, frame: dict[str, Any]) -> None:
        department_id = frames.read_int(frame, "department", least=1, optional=True)
        await self._act(frame, triage.set_department, department_id=department_id)

    async def snooze(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, snoozing.snooze, until=read_instant(frame, "until"))

    async def wake(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, snoozing.wake)

    async def merge(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, merging.merge, other_id=frames.read_int(frame, "with", least=1))

    async def warn(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, blocking.warn)

    async def block(self: Any, frame: dict[str, Any]) -> None:
        period = frame.get("for")
        if not isinstance(period, str) or period not in blocking.PERIODS:
            raise BadFrame("bad_frame", field="for")
        reason = frames.read_words(frame, "reason", most=MOST_REASON)
        await self._act(frame, blocking.block, period=period, reason=reason)

    async def unblock(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, blocking.unblock)

    async def note(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, mentions.add_note, body=frames.read_body(frame))

    async def see_mentions(self: Any, frame: dict[str, Any]) -> None:
        conversation_id = frames.read_int(frame, "conversation", least=1)
        await self.in_tenant(
            mentions.mark_mentions_seen, member=self.member, conversation_id=conversation_id
        )


def read_tag(frame: dict[str, Any]) -> str:
    name = frame.get("tag")
    if not isinstance(name, str):
        raise BadFrame("bad_frame", field="tag")
    return tags.tag_name(name)


def read_instant(frame: dict[str, Any], name: str) -> datetime:
    """As the server writes them."""
    try:
        return datetime.strptime(frame.get(name) or "", INSTANT).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        raise BadFrame("bad_frame", field=name) from None
