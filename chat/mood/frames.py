"""What operators ask about moods (docs/protocol.md, "Moods")."""

from typing import Any

from chat.actions import Refused
from chat.models import Conversation
from chat.sides.operator import read_conversation

from .card import card_of


async def mood_card(side: Any, frame: dict[str, Any]) -> None:
    conversation_id = read_conversation(frame)
    steps = await side.in_tenant(_steps, side, conversation_id)
    side.line.reply({"type": "mood_card", "conversation": conversation_id, "steps": steps})


def _steps(side: Any, conversation_id: int) -> list[dict[str, Any]]:
    rows = Conversation.objects.select_related("visitor", "tenant")
    found = rows.filter(pk=conversation_id).first()
    if found is None:
        raise Refused("not_found")
    return card_of(found, side.member)


EXTENSIONS = {"mood_card": mood_card}
