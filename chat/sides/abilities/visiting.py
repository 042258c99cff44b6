import json
from datetime import datetime
from functools import cache
from time import monotonic
from typing import Any
from zoneinfo import available_timezones

from django.utils import timezone

from chat import actions, fanout, frames, units
from chat.actions import Refused
from chat.actions.triage import waiting_for, wish_department
from chat.blocks import standing
from chat.events import Push, conversation_group
from chat.frames import BadFrame
from chat.limits import slowed_wait
from chat.models import Status
from tenants.models import Tenant

MOST_SHOWN = 500
ASKED_EVERY_S = 15
SLOW = '{"type":"slow"'


class VisitingAbility:
    """What a visitor tells besides messages: where they are, whom they want, what they type.

    Mixed into `VisitorSide`.
    """

    frame_types = {"page": "turn_page", "department": "choose_department"}
    slowed_until: datetime | None = None
    shows_typing = False
    asked_at = float("-inf")  # whether typing is shown; seconds of this process's clock

    def on_arrival(self: Any, state: dict[str, Any] | None) -> dict[str, Any]:
        """The part of `welcome` that is about this; `state`: the chat's. Call in the tenant's
        scope."""
        self.slowed_until, blocked = standing(self.visitor)
        waits = state is not None and state["status"] == Status.WAITING
        wished = waiting_for(self.visitor.current_id) if waits else self.visitor.department_id
        return {"department": wished, "blocked": blocked}

    async def turn_page(self: Any, frame: dict[str, Any]) -> None:
        """Another page of the company's site, in the same visit."""
        await self.note_arrival({"page": read_step(frame)})

    async def note_arrival(self: Any, about: dict[str, Any]) -> None:
        """Written down, and told to whoever has their chat open."""
        self.tell_step(await self.in_tenant(actions.note_page, visitor=self.visitor, **about))

    def tell_step(self: Any, is_one: bool) -> None:
        if self.conversation_id is None or not is_one:
            return
        step = self.visitor.trail[-1]
        told = {"type": "page", "conversation": self.conversation_id, "page": step}
        fanout.send([Push(conversation_group(self.tenant.pk, self.conversation_id), told)])

    async def choose_department(self: Any, frame: dict[str, Any]) -> None:
        department_id = frames.read_int(frame, "department", least=1, optional=True)
        await self.in_tenant(wish_department, visitor=self.visitor, department_id=department_id)
        self.line.reply({"type": "department", "department": department_id})

    # --- typing, seen while it is typed -------------------------------------------------------

    async def preview(self: Any, frame: dict[str, Any]) -> dict[str, str]:
        """What is being typed, unless the company does not look; it is kept nowhere."""
        text = frames.read_text(frame, "text", most=MOST_SHOWN)
        if text is None or not await self._shows_typing():
            return {}
        return {"text": text}

    async def _shows_typing(self: Any) -> bool:
        """Asked anew now and then: a company may switch it off while this line is open."""
        if monotonic() - self.asked_at > ASKED_EVERY_S:
            self.asked_at = monotonic()
            self.shows_typing = await units.unscoped(_looks, self.tenant.pk)
        return self.shows_typing

    # --- slower, after a warning --------------------------------------------------------------

    def require_pace(self: Any) -> None:
        """Raises Refused("slow_down") where a warned visitor writes too fast."""
        if self.slowed_until is None or self.slowed_until <= timezone.now():
            return
        if slowed_wait(f"{self.tenant.pk}.{self.visitor.pk}") > 0:
            raise Refused("slow_down")

    def overhear(self: Any, text: str) -> None:
        """A push to this visitor, on its way out."""
        if text.startswith(SLOW):
            self.slowed_until = datetime.fromisoformat(json.loads(text)["until"])


def read_step(frame: dict[str, Any]) -> dict[str, str]:
    """The page a frame names. Raises BadFrame."""
    url = frames.read_text(frame, "url", most=2000, optional=False) or ""
    if not url.startswith(("https://", "http://")):
        raise BadFrame("bad_frame", field="url")
    return {"url": url, "title": frames.read_text(frame, "title", most=200) or ""}


def read_zone(frame: dict[str, Any]) -> str:
    """A name of the time zone database; one that nobody knows is dropped."""
    zone = frames.read_text(frame, "zone", most=64) or ""
    return zone if zone in _zones() else ""


@cache
def _zones() -> set[str]:
    return available_timezones()


def _looks(tenant_id: int) -> bool:
    return Tenant.objects.filter(pk=tenant_id, shows_typing=True).exists()
