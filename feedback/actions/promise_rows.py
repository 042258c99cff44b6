"""What the actions on promises have in common."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from chat import agenda
from chat.actions import Refused
from chat.actions.log import by_operator
from chat.log import NewEntry
from chat.models import Conversation, Kind, Status
from chat.render import instant
from feedback.models import FollowUp
from feedback.promises import sentences, stages
from feedback.promises.sentences import COLLEAGUE, SELF, TEAM
from feedback.telling import tell_follow_up
from tenants.models import Membership

LONGEST = timedelta(days=366)
MOST_OPEN = 10  # in one conversation


def new_row(conversation: Conversation, keeper: Membership | None, **columns: Any) -> FollowUp:
    """`columns`: what, due_at, is_automatic. Wakes the company's agenda for its reminder."""
    now = timezone.now()
    row = FollowUp(
        tenant_id=conversation.tenant_id,
        conversation=conversation,
        visitor_id=conversation.visitor_id,
        member=keeper,
        created_at=now,
        **columns,
    )
    row.next_at = stages.first_at(now, row.due_at)
    row.save()
    agenda.bring_forward(row.tenant_id, row.next_at)
    tell_follow_up("promised", row)
    return row


def lock_open(conversation: Conversation, follow_up_id: int) -> FollowUp:
    """Locked until the transaction ends. Raises Refused: not_found (of another conversation, too),
    promise_over."""
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("member")
    row = rows.filter(pk=follow_up_id, conversation=conversation).first()
    if row is None:
        raise Refused("not_found", field="follow_up")
    if row.state != FollowUp.State.OPEN:
        raise Refused("promise_over", field="follow_up")
    return row


def end_row(row: FollowUp, state: str, *, seq: int | None = None) -> None:
    """Nothing calls anybody for it from now on."""
    row.state, row.ended_at, row.ended_seq, row.next_at = state, timezone.now(), seq, None
    row.save(update_fields=["state", "ended_at", "ended_seq", "next_at"])
    if state == FollowUp.State.KEPT:
        tell_follow_up("kept", row)


def keeper(member_id: int | None) -> Membership | None:
    """Raises Refused("not_found", field="member") for somebody who is not here (any more)."""
    if member_id is None:
        return None
    found = Membership.objects.active().defer("photo").filter(pk=member_id).first()
    if found is None or not found.may("chat"):
        raise Refused("not_found", field="member")
    return found


def require_hand(member: Membership, conversation: Conversation) -> None:
    """In a colleague's live chat nobody else promises anything. Raises Refused("not_yours")."""
    is_colleagues = conversation.operator_id != member.pk
    if conversation.status == Status.OPEN and is_colleagues and not member.may("oversee"):
        raise Refused("not_yours")


def require_sensible(due_at: datetime) -> None:
    """Raises Refused("bad_due")."""
    now = timezone.now()
    if not now < due_at <= now + LONGEST:
        raise Refused("bad_due", field="due_at")


def require_room(conversation: Conversation) -> None:
    open_ones = FollowUp.objects.filter(conversation=conversation, state=FollowUp.State.OPEN)
    if open_ones.count() >= MOST_OPEN:
        raise Refused("too_many")


def card(member: Membership, conversation_id: int, client_id: UUID, name: str) -> NewEntry:
    """By an operator; what it says is filled in once that is known (`told`)."""
    entry = by_operator(member, conversation_id, client_id, Kind.CARD)
    entry.data.update(card=name)
    return entry


def told(entry: NewEntry, row: FollowUp, body: str, **more: Any) -> NewEntry:
    facts = {"follow_up": row.pk, "what": row.what, "due_at": instant(row.due_at)}
    return replace(entry, body=body, data={**entry.data, **facts, **more})


def sentence_of(row: FollowUp, by: Membership | None = None) -> str:
    """`by`: who says it; without one it is told about whoever keeps it."""
    name = row.member.display_name if row.member else ""
    kind = TEAM if not row.member else SELF if by and by.pk == row.member.pk else COLLEAGUE
    return sentences.promised(kind, row.what, row.due_at, row.visitor, name)
