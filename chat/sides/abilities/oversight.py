from typing import Any

from chat import fanout, frames
from chat.actions import Refused, oversight
from chat.events import Push, conversation_group
from chat.render import portrait

from .transfer import read_why


class OversightAbility:
    """Looking in on colleagues' chats, seen or unseen, and helping there."""

    frame_types = {"look": "look", "whisper": "whisper", "take_over": "take_over"}
    unseen: set[int]

    def watch(self: Any, opened: dict[str, Any]) -> None:
        """`opened` names a conversation, and `unseen` where the others are not to notice.

        Raises Refused("forbidden").
        """
        number = opened["conversation"]
        if opened.get("unseen") is not True:
            self.unseen.discard(number)
        elif not self.member.may("oversee"):
            raise Refused("forbidden")
        else:
            self.unseen.add(number)

    async def look(self: Any, frame: dict[str, Any]) -> None:
        """Told to whoever has the chat open, and kept nowhere."""
        number = frames.read_int(frame, "conversation", least=1)
        is_on = frames.read_bool(frame, "on")
        if number in self.unseen:
            return
        if number not in self.opened:
            await self.in_tenant(self._summary, number)
        who = {
            "member": self.member.pk,
            "name": self.member.display_name,
            "photo": portrait(self.tenant.pk, self.member.photo_hash),
        }
        told = {"type": "viewing", "conversation": number, "on": is_on, "who": who}
        fanout.send([Push(conversation_group(self.tenant.pk, number), told)])

    async def whisper(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, oversight.whisper, body=frames.read_body(frame))

    async def take_over(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, oversight.take_over, why=read_why(frame))
