from typing import Any

from chat import frames, presence
from chat.actions import offers
from chat.frames import BadFrame
from tenants.models import Presence


class PresenceAbility:
    """Being there or not, and offers of chats."""

    frame_types = {
        "presence": "choose_presence",
        "pause": "pause",
        "accept": "accept",
        "decline": "decline",
    }

    async def choose_presence(self: Any, frame: dict[str, Any]) -> None:
        wanted = frame.get("presence")
        if not isinstance(wanted, str) or wanted not in Presence.values:
            raise BadFrame("bad_frame", field="presence")
        await self.in_tenant(presence.choose_presence, member=self.member, presence=wanted)

    async def pause(self: Any, frame: dict[str, Any]) -> None:
        is_on = frames.read_bool(frame, "on")
        await self.in_tenant(presence.pause_after_chat, member=self.member, is_on=is_on)

    async def accept(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, offers.accept)

    async def decline(self: Any, frame: dict[str, Any]) -> None:
        conversation_id = frames.read_int(frame, "conversation", least=1)
        await self.in_tenant(offers.decline, member=self.member, conversation_id=conversation_id)
