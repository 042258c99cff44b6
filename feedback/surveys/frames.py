"""What a visitor says about a chat that is over: the frames of docs/protocol.md. Each is answered
by what is asked now, and acknowledged without being an entry of the log."""

from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone

from chat import frames
from chat.actions import Refused
from chat.frames import BadFrame
from chat.models import Visitor
from chat.render import instant
from chat.sides.visitor import VisitorSide
from feedback.actions import ratings

from . import asking


def introduction(side: VisitorSide) -> dict[str, Any]:
    """In `welcome`, for which the visitor was read just now."""
    visitor = side.visitor
    has_chat = visitor is not None and visitor.current_id is not None
    return {"survey": asking.open_survey(visitor, visitor.current_id) if has_chat else None}


async def rate(side: VisitorSide, frame: dict[str, Any]) -> None:
    score = frames.read_int(frame, "score", least=1)
    said = {"is_open": _choice(frame, "open"), "wants_contact": _choice(frame, "contact")}
    await _do(side, frame, partial(ratings.rate, score=score, **said))


async def answer(side: VisitorSide, frame: dict[str, Any]) -> None:
    question = frames.read_int(frame, "question", least=1)
    number = frames.read_int(frame, "number", optional=True)
    text = _words(frame)
    await _do(side, frame, partial(ratings.answer, question_id=question, number=number, text=text))


async def skip(side: VisitorSide, frame: dict[str, Any]) -> None:
    await _do(side, frame, ratings.skip)


async def see(side: VisitorSide, frame: dict[str, Any]) -> None:
    ask_id = frames.read_int(frame, "survey", least=1)
    await side.in_tenant(ratings.see, visitor=side.visitor, ask_id=ask_id)


async def _do(side: VisitorSide, frame: dict[str, Any], act: Any) -> None:
    client_id = frames.read_uuid(frame)
    ask_id = frames.read_int(frame, "survey", least=1)
    work = partial(side.in_tenant, _acted, act, side.visitor, ask_id)
    survey = await side.order.in_turn(side.lane(frame), client_id, work)
    side.order.stored(side.lane(frame), client_id)
    side.line.reply({"type": "survey", "survey": survey})
    side.line.reply(_acknowledgement(client_id))


def _acted(act: Any, visitor: Visitor, ask_id: int) -> dict[str, Any] | None:
    act(visitor=visitor, ask_id=ask_id)
    return _now(visitor)


def _now(visitor: Visitor | None) -> dict[str, Any] | None:
    """What is asked of them now; their language and chat may have changed in another window."""
    found = Visitor.objects.select_related("tenant").filter(pk=visitor and visitor.pk).first()
    return asking.open_survey(found, found.current_id) if found else None


def _acknowledgement(client_id: UUID) -> dict[str, Any]:
    return {"type": "ack", "id": str(client_id), "seq": 0, "at": instant(timezone.now())}


def _choice(frame: dict[str, Any], name: str) -> bool | None:
    return frames.read_bool(frame, name) if name in frame else None


def _words(frame: dict[str, Any]) -> str:
    """Raises BadFrame: bad_frame, too_long, bad_text."""
    text = frame.get("text", "")
    if not isinstance(text, str):
        raise BadFrame("bad_frame", field="text")
    text = frames.clean_body(text, may_be_empty=True)
    if len(text) > ratings.MOST_TEXT:
        raise Refused("too_long", field="text")
    return text
