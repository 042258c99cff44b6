from typing import Any

from chat import notices, push
from chat.frames import BadFrame
from tenants.models import Membership


class CallingAbility:
    """How somebody wants to be called, also while no console is open."""

    frame_types = {
        "notices": "keep_notices",
        "subscribe": "subscribe",
        "unsubscribe": "unsubscribe",
    }

    async def keep_notices(self: Any, frame: dict[str, Any]) -> None:
        wanted = notices.read_notices(frame)
        await self.in_tenant(_keep, self.member.pk, wanted)
        self.line.reply({"type": "notices", **wanted})

    async def subscribe(self: Any, frame: dict[str, Any]) -> None:
        found = push.read_subscription(frame)
        await self.in_tenant(push.subscribe, member=self.member, **found)

    async def unsubscribe(self: Any, frame: dict[str, Any]) -> None:
        endpoint = frame.get("endpoint")
        if not isinstance(endpoint, str):
            raise BadFrame("bad_frame", field="endpoint")
        await self.in_tenant(push.unsubscribe, member=self.member, endpoint=endpoint)


def _keep(member_id: int, wanted: dict[str, Any]) -> None:
    Membership.objects.filter(pk=member_id).update(notices=wanted)
