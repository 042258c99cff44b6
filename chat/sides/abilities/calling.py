from typing import Any

from chat import alerts, frames, notices, push
from chat.actions import Refused
from chat.seldom import Seldom
from tenants.models import Membership

_tests = Seldom(5.0)


class CallingAbility:
    """How somebody wants to be called, also while no console is open."""

    frame_types = {
        "notices": "keep_notices",
        "subscribe": "subscribe",
        "unsubscribe": "unsubscribe",
        "test_push": "test_push",
    }

    async def keep_notices(self: Any, frame: dict[str, Any]) -> None:
        wanted = notices.read_notices(frame)
        await self.in_tenant(_keep, self.member.pk, wanted)
        self.line.reply({"type": "notices", **wanted})

    async def subscribe(self: Any, frame: dict[str, Any]) -> None:
        found = push.read_subscription(frame)
        await self.in_tenant(push.subscribe, member=self.member, **found)

    async def unsubscribe(self: Any, frame: dict[str, Any]) -> None:
        endpoint = frames.read_text(frame, "endpoint", most=push.LONGEST, optional=False)
        await self.in_tenant(push.unsubscribe, member=self.member, endpoint=endpoint)

    async def test_push(self: Any, frame: dict[str, Any]) -> None:
        endpoint = frames.read_text(frame, "endpoint", most=push.LONGEST, optional=False)
        if not _tests.is_due((self.tenant.pk, self.member.pk)):
            raise Refused("slow_down")
        if not await self.in_tenant(alerts.push_test, member=self.member, endpoint=endpoint):
            raise Refused("not_found")


def _keep(member_id: int, wanted: dict[str, Any]) -> None:
    Membership.objects.filter(pk=member_id).update(notices=wanted)
