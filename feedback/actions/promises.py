"""Promising an answer later, giving the promise to somebody else, and taking it back.

Each is a card of the log or a line for colleagues, with the sender's id as the key of a retry. How
a promise is kept is in promise_kept.py; what is promised by itself in promised_by_itself.py.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat import ladder
from chat.actions.assignment import assigned_entry, require_practised
from chat.actions.log import already_stored, append, by_operator, derived_id, lock_conversation
from chat.log import Appended
from chat.masking import mask
from chat.models import Conversation, Kind, Status
from feedback.models import FollowUp
from feedback.promises import calls, sentences, shown
from tenants.models import Membership

from .promise_rows import (
    card,
    end_row,
    keeper,
    lock_open,
    new_row,
    require_hand,
    require_room,
    require_sensible,
    sentence_of,
    told,
)


@transaction.atomic
def promise(
    *,
    member: Membership,
    conversation_id: int,
    client_id: UUID,
    what: str,
    due_at: datetime,
    keeper_id: int | None,
) -> Appended:
    """`what` is clean already (`chat.frames.read_words`); `keeper_id`: a member, None for the team.

    It is an answer: the customer does not wait any more, and who promises in a chat that nobody
    has takes it. Raises Refused: not_found (also for the keeper), not_yours, practice_first,
    bad_due, too_many, id_reused.
    """
    conversation = lock_conversation(conversation_id)
    entry = card(member, conversation_id, client_id, "promise")
    if stored := already_stored(conversation, entry):
        return stored
    require_hand(member, conversation)
    require_sensible(due_at)
    require_room(conversation)
    row = new_row(conversation, keeper(keeper_id), what=mask(what), due_at=due_at)
    entries = [told(entry, row, sentence_of(row, by=member), by=_name(row))]
    if conversation.status == Status.WAITING:
        require_practised(member)
        entries.insert(0, assigned_entry(conversation, member, derived_id(client_id, "taken")))
    _answered(conversation)
    appended = append(conversation, entries)[-1]
    shown.tell(row)
    return appended


def _name(row: FollowUp) -> str | None:
    return row.member.display_name if row.member else None


def _answered(conversation: Conversation) -> None:
    """Nobody is silent: a promise is an answer for now."""
    if conversation.waiting_since is None:
        return
    conversation.waiting_since = None
    ladder.begin(conversation, conversation.tenant.ladder, timezone.now())
    conversation.save(update_fields=["waiting_since", *ladder.COLUMNS])


@transaction.atomic
def drop_promise(
    *, member: Membership, conversation_id: int, client_id: UUID, follow_up_id: int, why: str
) -> Appended:
    """It cannot be kept, and the customer is told why. Raises Refused: not_found, promise_over,
    id_reused."""
    conversation = lock_conversation(conversation_id)
    entry = card(member, conversation_id, client_id, "promise_dropped")
    if stored := already_stored(conversation, entry):
        return stored
    row = lock_open(conversation, follow_up_id)
    end_row(row, FollowUp.State.DROPPED)
    body = sentences.dropped(row.what, mask(why), conversation.visitor)
    appended = append(conversation, [told(entry, row, body)])[0]
    shown.tell(row)
    return appended


@transaction.atomic
def pass_on(
    *,
    member: Membership,
    conversation_id: int,
    client_id: UUID,
    follow_up_id: int,
    to: int | None,
) -> Appended:
    """Somebody else keeps it, or the team. Colleagues read so in the log; whoever it is given to
    is called. Raises Refused: not_found (also for the keeper), promise_over, id_reused."""
    conversation = lock_conversation(conversation_id)
    entry = by_operator(member, conversation_id, client_id, Kind.CHANGED)
    entry.data.update(what="promise", value=None)
    if stored := already_stored(conversation, entry):
        return stored
    row, to_whom = lock_open(conversation, follow_up_id), keeper(to)
    row.member = to_whom
    row.save(update_fields=["member"])
    entry.data["value"] = _name(row)
    appended = append(conversation, [entry])[0]
    if to_whom is not None and to_whom.pk != member.pk:
        calls.call(row.tenant_id, [calls.keeper_called(row, calls.GIVEN)])
    shown.tell(row)
    return appended
