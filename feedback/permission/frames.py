"""What visitors and operators ask over the chat protocol (docs/protocol.md, "Permission")."""

from typing import Any

from django.utils import translation

from chat import frames
from chat.actions import Refused
from chat.frames import BadFrame
from chat.models import Conversation, Visitor
from chat.phrases import language_for
from chat.render import instant
from feedback.actions.offering import agree, decline, offer_by_operator
from feedback.links import visit_link
from feedback.models import Purpose
from feedback.transcripts.addresses import copy_of

from .known import KNOWN
from .offers import ASKED, make_offer, may_be_asked
from .state import in_force, standing, veiled_address
from .wording import widget_words

LONGEST_TYPED = 320  # what can be an address is at most 254; one longer gets its answer, too
LONGEST_OFFER = 2_000
MOST_TEXTS = 12

# --- The visitor -------------------------------------------------------------------------------


async def permission(side: Any, frame: dict[str, Any]) -> None:
    side.line.reply(await side.in_tenant(_how_it_stands, side.visitor.pk))


async def give_permission(side: Any, frame: dict[str, Any]) -> None:
    """The address goes no further than into the action: into no log, and back to nobody."""
    client_id = frames.read_uuid(frame)
    wanted = {
        "offer": frames.read_text(frame, "offer", most=LONGEST_OFFER, optional=False),
        "email": _read_typed(frame),
        "texts": _read_numbers(frame),
    }
    await side.in_tenant(agree, visitor=side.visitor, client_id=client_id, **wanted)
    stands = await side.in_tenant(_how_it_stands, side.visitor.pk)
    side.line.reply(stands | {"id": str(client_id)})


async def decline_permission(side: Any, frame: dict[str, Any]) -> None:
    client_id = frames.read_uuid(frame)
    side.acknowledge(await side.in_tenant(decline, visitor=side.visitor, client_id=client_id))


def _read_typed(frame: dict[str, Any]) -> str:
    value = frame.get("email", "")
    if not isinstance(value, str):
        raise BadFrame("bad_frame", field="email")
    if len(value) > LONGEST_TYPED:
        raise Refused("bad_address", field="email")
    return value


def _read_numbers(frame: dict[str, Any]) -> list[int]:
    value = frame.get("texts")
    if not isinstance(value, list) or len(value) > MOST_TEXTS:
        raise BadFrame("bad_frame", field="texts")
    if not all(type(number) is int and 0 < number <= frames.MAX_SEQ for number in value):
        raise BadFrame("bad_frame", field="texts")
    return value


def _how_it_stands(visitor_id: int) -> dict[str, Any]:
    """With what else they may be asked for, and the words around it in their language."""
    visitor = Visitor.objects.select_related("tenant").get(pk=visitor_id)
    language = language_for(visitor)
    wanted = may_be_asked(visitor.tenant, visitor_id)
    address = veiled_address(visitor_id)
    with translation.override(language):
        held = [
            {"purpose": row.purpose, "label": str(Purpose(row.purpose).label)}
            | {"since": instant(row.given_at)}
            for row in in_force(visitor_id)
            if row.purpose != Purpose.CONFIRMATION
        ]
        words = widget_words(has_address=bool(address))
    return {
        "type": "permission",
        "held": held,
        "confirming": standing(visitor_id)["confirming"],
        "address": address,
        **make_offer(visitor, wanted, visitor.current_id),
        "page": f"{visit_link(visitor)}?lang={language}",
        "copy": copy_of(visitor),
        "words": words,
        "known": KNOWN,
    }


# --- The operator ------------------------------------------------------------------------------


async def permission_of(side: Any, frame: dict[str, Any]) -> None:
    conversation_id = frames.read_int(frame, "conversation", least=1)
    side.line.reply(await side.in_tenant(_for_operator, conversation_id))


async def offer_permission(side: Any, frame: dict[str, Any]) -> None:
    await side._act(frame, offer_by_operator, purposes=_read_purposes(frame))


def _read_purposes(frame: dict[str, Any]) -> tuple[str, ...]:
    wanted = frame.get("purposes", list(ASKED))
    if not isinstance(wanted, list) or not wanted:
        raise BadFrame("bad_frame", field="purposes")
    if not all(isinstance(one, str) and one in ASKED for one in wanted):
        raise BadFrame("bad_frame", field="purposes")
    return tuple(wanted)


def _for_operator(conversation_id: int) -> dict[str, Any]:
    row = Conversation.objects.filter(pk=conversation_id).values_list("visitor", flat=True).first()
    if row is None:
        raise Refused("not_found")
    return {"type": "permission", "visitor": row, **standing(row)}
