"""Abuse is answered politely and firmly: a word first, and slower; then the end, for a while.

A block closes the chat, and whoever writes into a closed chat goes the careful way
(`chat.actions.posting`), which looks for one.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat.blocks import in_force, shown
from chat.events import Push, announce, visitor_group
from chat.log import Appended, NewEntry
from chat.models import Block, Conversation, Status
from chat.render import instant
from tenants.audit import record
from tenants.models import Membership

from .assignment import closed_entry, end
from .log import (
    already_stored,
    append,
    by_company,
    changed,
    derived_id,
    lock_conversation,
)
from .refusal import Refused
from .resting import rest_if_done

SLOW_FOR = timedelta(hours=1)
PERIODS: dict[str, timedelta | None] = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "forever": None,
}


@transaction.atomic
def warn(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """The firm, polite word; for an hour the visitor can then write only every few seconds.

    Raises Refused: not_found, not_open (closed), not_yours, id_reused.
    """
    conversation = lock_conversation(conversation_id)
    entry = changed(member, conversation_id, client_id, "warned")
    if stored := already_stored(conversation, entry):
        return stored
    _require_hand(member, conversation)
    until = timezone.now() + SLOW_FOR
    _put(conversation, member, ends_at=until, is_slow=True)
    _tell(conversation, {"type": "slow", "until": instant(until)})
    words = _said(conversation, client_id, "abuse")
    return append(conversation, [entry, words])[0]


@transaction.atomic
def block(
    *, member: Membership, conversation_id: int, client_id: UUID, period: str, reason: str
) -> Appended:
    """Says so, ends the chat, and lets nothing more in. `period` is a key of PERIODS.

    Raises Refused: not_found, not_yours, forbidden (for ever, by somebody who does not look after
    all chats), id_reused.
    """
    conversation = lock_conversation(conversation_id)
    length = PERIODS[period]
    until = length and timezone.now() + length
    entry = changed(member, conversation_id, client_id, "blocked", value=period, why=reason)
    if stored := already_stored(conversation, entry):
        return stored
    if length is None and not member.may("oversee"):
        raise Refused("forbidden")
    was_open, operator_id = conversation.status != Status.CLOSED, conversation.operator_id
    if was_open:
        _require_hand(member, conversation)
    lift_all(conversation.visitor_id)
    _put(conversation, member, ends_at=until, reason=reason)
    record("customer.blocked", target=conversation.visitor_id, period=period)
    entries = [entry]
    if was_open:
        end(conversation)
        words = _said(conversation, client_id, "blocked")
        over = closed_entry(member, conversation_id, derived_id(client_id, "closed"))
        entries += [words, over]
    _tell(conversation, {"type": "blocked", "blocked": shown(conversation.visitor, until)})
    appended = append(conversation, entries)[0]
    if was_open and operator_id is not None:
        rest_if_done(operator_id)
    return appended


@transaction.atomic
def unblock(*, member: Membership, conversation_id: int, client_id: UUID) -> Appended:
    """Raises Refused: not_found, forbidden, id_reused."""
    conversation = lock_conversation(conversation_id)
    entry = changed(member, conversation_id, client_id, "unblocked")
    if stored := already_stored(conversation, entry):
        return stored
    if not member.may("oversee"):
        raise Refused("forbidden")
    lift_all(conversation.visitor_id)
    record("customer.block_lifted", target=conversation.visitor_id)
    _tell(conversation, {"type": "blocked", "blocked": None})
    return append(conversation, [entry])[0]


def lift_all(visitor_id: int) -> None:
    in_force().filter(visitor=visitor_id).update(lifted_at=timezone.now())


# --- of a locked conversation ---------------------------------------------------------------------


def _require_hand(member: Membership, conversation: Conversation) -> None:
    """Raises Refused: not_open, not_yours."""
    if conversation.status == Status.CLOSED:
        raise Refused("not_open")
    is_a_colleagues = conversation.operator_id not in (None, member.pk)
    if is_a_colleagues and not member.may("oversee"):
        raise Refused("not_yours")


def _put(conversation: Conversation, member: Membership, **columns: Any) -> None:
    Block.objects.create(
        tenant_id=conversation.tenant_id, visitor_id=conversation.visitor_id, by=member, **columns
    )


def _said(conversation: Conversation, client_id: UUID, name: str) -> NewEntry:
    said = derived_id(client_id, "said")
    return by_company(conversation.tenant, conversation.visitor, conversation.pk, said, name)


def _tell(conversation: Conversation, frame: dict[str, Any]) -> None:
    announce([Push(visitor_group(conversation.tenant_id, conversation.visitor_id), frame)])
