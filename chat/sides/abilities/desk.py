from typing import Any

from chat import frames
from chat.actions import Refused
from chat.actions.tags import all_tags
from chat.canned_fields import is_unpersonalised
from chat.context import context_of, open_mentions
from chat.models import Conversation
from chat.search.finding import languages
from chat.search.views import views_for
from tenants.models import Department


class DeskAbility:
    """What lies on an operator's desk besides the chats themselves."""

    frame_types = {"desk": "desk", "context": "context"}

    async def desk(self: Any, frame: dict[str, Any]) -> None:
        self.line.reply(await self.in_tenant(self._desk))

    def _desk(self: Any) -> dict[str, Any]:
        return {
            "type": "desk",
            "departments": list(Department.objects.values("id", "name")),
            "tags": all_tags(),
            "views": views_for(self.member),
            "mentions": open_mentions(self.member),
            "languages": languages(),
        }

    async def context(self: Any, frame: dict[str, Any]) -> None:
        conversation_id = frames.read_int(frame, "conversation", least=1)
        self.line.reply(await self.in_tenant(_context, conversation_id))

    async def require_personal(self: Any, frame: dict[str, Any], body: str) -> None:
        """Raises Refused("unpersonalised"): a canned reply with a hole in it is not sent."""
        if "{" not in body and "[[" not in body:
            return
        from_canned = frame.get("canned") is not None
        if await self.in_tenant(is_unpersonalised, body, from_canned=from_canned):
            raise Refused("unpersonalised", field="body")


def _context(conversation_id: int) -> dict[str, Any]:
    try:
        return context_of(conversation_id)
    except Conversation.DoesNotExist:
        raise Refused("not_found") from None
