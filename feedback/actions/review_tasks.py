"""Chats into the queue of reviews, each closing once, whatever the reasons and however often."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from chat.models import Author, Conversation, Entry, Kind
from feedback.models import ChatScore, Reason, ReviewRule, ReviewTask
from tenants.audit import record

PICKED_DUE = timedelta(days=5)


@transaction.atomic
def add_task(row: ChatScore, reasons: Mapping[str, ReviewRule]) -> ReviewTask | None:
    """For one closing. None where nobody answered: there is nobody to coach. What is done is not
    opened again; what nobody has begun of an earlier closing goes into this one."""
    if row.operator_id is None:
        return None
    due_at = timezone.now() + timedelta(days=min(rule.due_days for rule in reasons.values()))
    return _add(row, list(reasons), due_at)


@transaction.atomic
def pick(row: ChatScore) -> ReviewTask | None:
    """By hand."""
    if row.operator_id is None:
        return None
    record("review.changed", target=row.conversation_id, how="picked")
    return _add(row, [Reason.PICKED], timezone.now() + PICKED_DUE)


def _add(row: ChatScore, reasons: list[str], due_at: datetime) -> ReviewTask:
    # Locked: two closings of one chat, or two workers, follow each other.
    Conversation.objects.select_for_update(no_key=True).get(pk=row.conversation_id)
    queued = ReviewTask.objects.filter(conversation=row.conversation_id, calibration=None)
    before = queued.filter(closing__lt=row.closing, done_at=None, claimed_by=None)
    earlier = list(before.select_for_update(of=("self",), skip_locked=True))
    for each in earlier:
        reasons, due_at = [*each.reasons, *reasons], min(due_at, each.due_at)
    task = queued.filter(closing=row.closing).first()
    if task is None:
        task = _new(row, reasons, due_at)
    elif set(reasons) - set(task.reasons):
        task.reasons = _in_order({*task.reasons, *reasons})
        task.due_at = task.due_at if task.is_done else min(task.due_at, due_at)
        task.save(update_fields=["reasons", "due_at"])
    ReviewTask.objects.filter(pk__in=[each.pk for each in earlier]).delete()
    return task


def _new(row: ChatScore, reasons: list[str], due_at: datetime) -> ReviewTask:
    return ReviewTask.objects.create(
        tenant_id=row.tenant_id,
        conversation_id=row.conversation_id,
        closing=row.closing,
        operator_id=row.operator_id,
        participants=participants(row),
        reasons=_in_order(set(reasons)),
        due_at=due_at,
    )


def _in_order(reasons: set[str]) -> list[str]:
    return [each.value for each in Reason if each.value in reasons]


def participants(row: ChatScore) -> list[int]:
    """Who had the chat and whoever wrote to the customer in it: none of them reviews it."""
    said = Entry.objects.filter(
        conversation=row.conversation_id,
        kind=Kind.MESSAGE,
        author=Author.OPERATOR,
        seq__lte=row.closing,
    )
    written = said.exclude(member=None).values_list("member", flat=True).distinct()
    return sorted({row.operator_id, *written} - {None})
