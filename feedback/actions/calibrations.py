"""One chat, several reviewers: each by themselves, and all is shown once the last is done."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.models import Calibration, ChatScore, Reason, ReviewTask
from feedback.reviews.refusal import NotDone
from tenants.audit import record
from tenants.models import Membership, Tenant

from .review_tasks import participants
from .scorecards import current_version

LEAST, MOST = 2, 10


@transaction.atomic
def start_calibration(
    *, row: ChatScore, reviewers: Sequence[Membership], days: int, by: Membership
) -> Calibration:
    """Raises NotDone: too few or too many, or somebody who took part in the chat."""
    if row.operator_id is None:
        raise NotDone(_("Nobody answered in this chat, so there is nothing to compare."))
    took_part = participants(row)
    if any(each.pk in took_part for each in reviewers):
        raise NotDone(_("Somebody of these took part in the chat. Choose others."))
    if not LEAST <= len({each.pk for each in reviewers}) <= MOST:
        raise NotDone(_("Choose {n} reviewers or more.").format(n=LEAST))
    now = timezone.now()
    made = Calibration.objects.create(
        tenant_id=row.tenant_id,
        conversation_id=row.conversation_id,
        closing=row.closing,
        version=current_version(Tenant.objects.get(pk=row.tenant_id)),
        started_by=by,
        due_at=now + timedelta(days=days),
    )
    ReviewTask.objects.bulk_create(
        _task(made, row, took_part, each) for each in {each.pk: each for each in reviewers}.values()
    )
    record("review.changed", target=row.conversation_id, how="calibration")
    return made


def _task(
    made: Calibration, row: ChatScore, took_part: list[int], reviewer: Membership
) -> ReviewTask:
    return ReviewTask(
        tenant_id=made.tenant_id,
        conversation_id=row.conversation_id,
        closing=row.closing,
        operator_id=row.operator_id,
        participants=took_part,
        reasons=[Reason.CALIBRATION],
        calibration=made,
        due_at=made.due_at,
        claimed_by=reviewer,
        claimed_at=made.started_at,
    )


def end_parts(tasks: QuerySet[ReviewTask]) -> None:
    """Of reviewers who have left: the others need not wait for them."""
    of = set(tasks.values_list("calibration", flat=True))
    tasks.delete()
    for calibration_id in of:
        reveal_if_done(calibration_id)


def reveal_if_done(calibration_id: int) -> bool:
    """Call in the transaction that finished one of its reviews, or took one away."""
    made = Calibration.objects.select_for_update(no_key=True).get(pk=calibration_id)
    is_over = not ReviewTask.objects.filter(calibration=made, done_at=None).exists()
    if is_over and made.revealed_at is None:
        Calibration.objects.filter(pk=made.pk).update(revealed_at=timezone.now())
    return is_over
