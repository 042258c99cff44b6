"""What a visitor's page tells over the chat's own line: see docs/protocol.md."""

from typing import Any

from chat.actions import Refused
from chat.actions.identity import claim_identity, identify, set_attributes
from chat.frames import BadFrame
from chat.limits import told_wait

from .showing import shown
from .telling import read_attributes


async def answer_identify(side: Any, frame: dict[str, Any]) -> None:
    require_pace(side)
    token, said = frame.get("token"), frame.get("claim")
    if isinstance(token, str):
        work, what = identify, {"tenant": side.tenant, "token": token}
    elif token is None and isinstance(said, dict):
        work, what = claim_identity, {"said": said}
    else:
        raise BadFrame("bad_frame", field="token")
    told, name = await side.in_tenant(_shown_after, work, visitor_id=side.visitor.pk, **what)
    side.visitor.name = name  # of what they write from now on
    side.line.reply({"type": "identity", "identity": told})


def _shown_after(work: Any, **what: Any) -> tuple[dict[str, Any] | None, str]:
    visitor = work(**what)
    return shown(visitor), visitor.name


async def answer_attributes(side: Any, frame: dict[str, Any]) -> None:
    require_pace(side)
    said = read_attributes(frame)
    visitor = await side.in_tenant(set_attributes, visitor_id=side.visitor.pk, said=said)
    side.line.reply({"type": "attributes", "attributes": visitor.attributes})


def require_pace(side: Any) -> None:
    """Raises Refused("too_many"): a page that tells the same in a circle."""
    if told_wait(f"{side.tenant.pk}.{side.visitor.pk}") > 0:
        raise Refused("too_many")
