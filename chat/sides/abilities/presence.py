from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import Error

from chat import frames, presence
from chat.actions import offers
from chat.frames import BadFrame
from chat.seldom import Seldom
from tenants.models import Presence

# What a console says by itself, without anybody in front of it.
AUTOMATIC = frozenset(
    "hello list open leave sync history read beat desk context look articles mentions_seen".split()
)

_polls = Seldom(15.0)
_acts = Seldom(30.0)


class PresenceAbility:
    """Being there or not, and offers of chats."""

    frame_types = {
        "presence": "choose_presence",
        "pause": "pause",
        "active": "active",
        "accept": "accept",
        "decline": "decline",
    }

    async def handle(self: Any, frame: dict[str, Any]) -> None:
        """Whatever somebody does shows that they are there."""
        person = (self.tenant.pk, self.member.pk)
        # By HTTP there is no socket whose beats would say that a console is open.
        if not self.line.is_live and _polls.is_due(person):
            await self._note(presence.come_online)
        await super().handle(frame)
        kind = frame.get("type")
        is_act = isinstance(kind, str) and kind in self.frame_types and kind not in AUTOMATIC
        if is_act and self.is_greeted and _acts.is_due(person):
            await self._note(presence.note_activity)

    async def _note(self: Any, what: Callable[..., None]) -> None:
        with suppress(Error):  # nothing depends on it, and the next frame says it again
            await self.in_tenant(what, member=self.member)

    async def choose_presence(self: Any, frame: dict[str, Any]) -> None:
        wanted = frame.get("presence")
        if not isinstance(wanted, str) or wanted not in Presence.values:
            raise BadFrame("bad_frame", field="presence")
        self._tell_here(
            await self.in_tenant(presence.choose_presence, member=self.member, presence=wanted)
        )

    async def pause(self: Any, frame: dict[str, Any]) -> None:
        is_on = frames.read_bool(frame, "on")
        self._tell_here(
            await self.in_tenant(presence.pause_after_chat, member=self.member, is_on=is_on)
        )

    def _tell_here(self: Any, frame: dict[str, Any]) -> None:
        """Sockets hear it as everybody does."""
        if not self.line.is_live:
            self.line.reply(frame)

    async def active(self: Any, frame: dict[str, Any]) -> None:
        """Somebody moves in front of a console without saying anything."""

    async def accept(self: Any, frame: dict[str, Any]) -> None:
        await self._act(frame, offers.accept)

    async def decline(self: Any, frame: dict[str, Any]) -> None:
        conversation_id = frames.read_int(frame, "conversation", least=1)
        await self.in_tenant(offers.decline, member=self.member, conversation_id=conversation_id)
