"""What operators say and ask about promises (docs/protocol.md, "Promises")."""

from typing import Any

from django.utils import timezone

from chat import frames
from chat.actions import Refused
from chat.frames import BadFrame
from chat.models import Conversation
from chat.render import instant
from chat.sides.abilities.triage import read_instant
from feedback.actions import promise_kept, promises
from feedback.models import FollowUp, LiveConsent, Purpose, Suppression
from tenants.hours import WrittenHours
from tenants.models import Tenant

from . import shown
from .times import presets

MOST_WHAT = 300
MOST_WHY = 300


async def promise(side: Any, frame: dict[str, Any]) -> None:
    what = read_line(frame, "what", MOST_WHAT)
    due_at = read_instant(frame, "due_at")
    keeper_id = read_keeper(frame, "member", absent=side.member.pk)
    fields = {"what": what, "due_at": due_at, "keeper_id": keeper_id}
    await side._act(frame, promises.promise, **fields)


async def keep_promise(side: Any, frame: dict[str, Any]) -> None:
    answer = frames.read_uuid(frame, "answer")
    await side._act(
        frame, promise_kept.keep_promise, follow_up_id=read_follow_up(frame), answer=answer
    )


async def drop_promise(side: Any, frame: dict[str, Any]) -> None:
    why = read_line(frame, "why", MOST_WHY)
    await side._act(frame, promises.drop_promise, follow_up_id=read_follow_up(frame), why=why)


async def pass_promise(side: Any, frame: dict[str, Any]) -> None:
    to = read_keeper(frame, "member")
    await side._act(frame, promises.pass_on, follow_up_id=read_follow_up(frame), to=to)


async def list_promises(side: Any, frame: dict[str, Any]) -> None:
    conversation_id = frames.read_int(frame, "conversation", least=1, optional=True)
    told = await side.in_tenant(_list, side, conversation_id)
    side.line.reply({"type": "promises", "conversation": conversation_id, **told})


def _list(side: Any, conversation_id: int | None) -> dict[str, Any]:
    told = {"counts": shown.counts(side.member)}
    return told if conversation_id is None else told | _of(side.tenant, conversation_id)


def _of(tenant: Tenant, conversation_id: int) -> dict[str, Any]:
    row = Conversation.objects.select_related("visitor").filter(pk=conversation_id).first()
    if row is None:
        raise Refused("not_found")
    items = shown.with_keeper(FollowUp.objects.filter(conversation=row)).order_by("due_at", "pk")
    now = timezone.now()
    schedule = WrittenHours(tenant, now).schedule()
    return {
        "items": [shown.to_operators(item) for item in items],
        "mail": mail_to(row.visitor_id),
        "times": [{"key": t.key, "at": instant(t.at)} for t in presets(schedule, now)],
        "zone": row.visitor.zone,
    }


def mail_to(visitor_id: int) -> str:
    """Whether an answer may go out by mail: yes, no (nobody agreed to it) or stopped."""
    live = LiveConsent.objects.select_related("address").filter(
        visitor=visitor_id, purpose=Purpose.FOLLOW_UP
    )
    found = live.first()
    if found is None:
        return "no"
    return "stopped" if Suppression.stops(found.address.digest) else "yes"


async def promises_to_visitor(side: Any, frame: dict[str, Any]) -> None:
    told = await side.in_tenant(shown.to_visitor, side.visitor)
    side.line.reply({"type": "promises", **(told or shown.NOTHING)})


EXTENSIONS = {
    "promise": promise,
    "keep_promise": keep_promise,
    "drop_promise": drop_promise,
    "pass_promise": pass_promise,
    "promises": list_promises,
}


def tell_visitor(side: Any) -> dict[str, Any]:
    """In `welcome`; nothing can have been promised before the first message."""
    return {"promises": shown.to_visitor(side.visitor) if side.conversation_id else None}


def read_line(frame: dict[str, Any], name: str, most: int) -> str:
    """One line that somebody has to have written. Raises BadFrame: bad_frame, empty, too_long,
    bad_text."""
    return " ".join(frames.read_words(frame, name, most=most).split())


def read_follow_up(frame: dict[str, Any]) -> int:
    value = frames.read_int(frame, "follow_up", least=1)
    assert value is not None
    return value


def read_keeper(frame: dict[str, Any], name: str, *, absent: int | None = 0) -> int | None:
    """A member; None for the team. Raises BadFrame where it has to be there and is not."""
    if name not in frame:
        if absent == 0:
            raise BadFrame("bad_frame", field=name)
        return absent
    return frames.read_int(frame, name, least=1, optional=True)
