from typing import Any

from chat import frames
from chat.actions import Refused, transfer
from chat.actions.transfer_targets import Target
from chat.drafting import MOST, draft_summary
from chat.frames import BadFrame
from chat.models import Conversation

MOST_WHY = 200


class TransferAbility:
    """Handing a chat over: asking, and answering."""

    frame_types = {
        "draft": "draft",
        "transfer": "transfer",
        "transfer_accept": "accept_transfer",
        "transfer_decline": "decline_transfer",
        "transfer_cancel": "cancel_transfer",
    }

    async def draft(self: Any, frame: dict[str, Any]) -> None:
        conversation_id = frames.read_int(frame, "conversation", least=1)
        text = await self.in_tenant(_draft, conversation_id)
        self.line.reply({"type": "draft", "conversation": conversation_id, "summary": text})

    async def transfer(self: Any, frame: dict[str, Any]) -> None:
        to, summary = read_target(frame), frames.read_words(frame, "summary", most=MOST)
        await self._act(frame, transfer.ask, to=to, summary=summary, why=read_why(frame))

    async def accept_transfer(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, transfer.accept)

    async def decline_transfer(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, transfer.decline, why=read_why(frame))

    async def cancel_transfer(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, transfer.cancel)


def read_target(frame: dict[str, Any]) -> Target:
    """{"member": 3}, {"department": 2} or {"supervisor": true}; nothing beside it."""
    to = frame.get("to")
    if not isinstance(to, dict) or len(to) != 1:
        raise BadFrame("bad_frame", field="to")
    try:
        if "supervisor" in to and frames.read_bool(to, "supervisor"):
            return Target(supervisor=True)
        if "member" in to:
            return Target(member_id=frames.read_int(to, "member", least=1))
        return Target(department_id=frames.read_int(to, "department", least=1))
    except BadFrame:
        raise BadFrame("bad_frame", field="to") from None


def read_why(frame: dict[str, Any]) -> str:
    return " ".join((frames.read_text(frame, "why", most=MOST_WHY) or "").split())


def _draft(conversation_id: int) -> str:
    row = Conversation.objects.filter(pk=conversation_id).first()
    if row is None:
        raise Refused("not_found")
    return draft_summary(row)
