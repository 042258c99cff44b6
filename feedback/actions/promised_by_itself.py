"""What is promised, and taken along, without anybody doing it: told by the log (listening.py).

Call in the transaction of the entries that bring it about, with the conversation locked.
"""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from chat.actions.log import append, derived_id
from chat.log import NewEntry, system_entry
from chat.models import Conversation, Kind
from feedback.models import FollowUp
from feedback.promises import sentences, shown
from feedback.promises.rules import rules_of
from feedback.promises.times import after_opening_hours
from tenants.hours import WrittenHours
from tenants.models import Tenant

from .promise_rows import new_row, sentence_of, told


def promise_by_itself(conversation: Conversation, cause: UUID) -> FollowUp | None:
    """An answer to a question that is left, where the company wants that; one at a time.

    `cause`: the id of the entry that brought it about.
    """
    rules = rules_of(conversation.tenant)
    open_ones = FollowUp.objects.filter(conversation=conversation, state=FollowUp.State.OPEN)
    if not rules.promises_by_itself or open_ones.exists():
        return None
    what = sentences.left_question(conversation.visitor)
    due_at = due_for(conversation.tenant, rules.promise_hours)
    row = new_row(conversation, None, what=what, due_at=due_at, is_automatic=True)
    append(conversation, [_card(conversation, row, derived_id(cause, "promise"))])
    shown.tell(row)
    return row


def due_for(tenant: Tenant, hours: int) -> datetime:
    now = timezone.now()
    return after_opening_hours(WrittenHours(tenant, now).schedule(), now, hours)


def _card(conversation: Conversation, row: FollowUp, client_id: UUID) -> NewEntry:
    by = row.member.display_name if row.member else None
    name = conversation.tenant.name
    data = {"card": "promise"}
    entry = system_entry(conversation.pk, client_id, Kind.CARD, author_name=name, data=data)
    return told(entry, row, sentence_of(row), by=by)


def take_along(conversation: Conversation, cause: UUID, left: int | None = None) -> None:
    """What was promised to this visitor elsewhere is kept here from now on: they began a new
    conversation, or another one (`left`) was closed into this."""
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("member")
    rows = rows.filter(visitor=conversation.visitor_id, state=FollowUp.State.OPEN)
    rows = rows.filter(conversation=left) if left else rows.exclude(conversation=conversation)
    for row in rows.order_by("pk"):
        row.conversation = conversation
        row.save(update_fields=["conversation"])
        append(conversation, [_card(conversation, row, derived_id(cause, f"promise {row.pk}"))])
        shown.tell(row)
