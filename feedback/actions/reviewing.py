"""What a reviewer writes: a draft as long as they like, then once and for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chat.models import Entry
from feedback.models import Criterion, CriterionMark, MessageMark, Review, ReviewTask
from feedback.reviews import alerts, refusal
from feedback.reviews.refusal import NotDone
from feedback.reviews.sums import Sum, sum_of
from feedback.telling import tell_review
from tenants.audit import record
from tenants.models import Membership

from .calibrations import reveal_if_done
from .review_claims import HOLDS

MOST_MESSAGES = 200


@dataclass(frozen=True)
class Pointed:
    """A message somebody points at; `criterion`: None for none in particular."""

    seq: int
    criterion: int | None = None
    kind: str = MessageMark.Kind.IMPROVE
    comment: str = ""


@dataclass(frozen=True)
class Written:
    """`values`: {criterion: 0..2, or None where it does not apply}; a criterion that was not
    looked at is missing."""

    values: Mapping[int, int | None] = field(default_factory=dict)
    comments: Mapping[int, str] = field(default_factory=dict)
    messages: Sequence[Pointed] = ()
    comment: str = ""


@transaction.atomic
def save_draft(*, member: Membership, task_id: int, written: Written) -> Review:
    """Also keeps the claim. Raises NotDone."""
    task = _lock(member, task_id)
    review = _review(task, member)
    review.comment, review.saved_at = written.comment, timezone.now()
    review.save(update_fields=["comment", "saved_at"])
    _keep_marks(review, written)
    _keep_messages(review, task, written.messages)
    if not task.calibration_id:
        ReviewTask.objects.filter(pk=task.pk).update(claim_ends_at=timezone.now() + HOLDS)
    return review


@transaction.atomic
def finish(*, member: Membership, task_id: int, written: Written) -> Review:
    """From now on the operator reads it, or, in a calibration, the others once all are done.
    Raises NotDone, where something is missing with `fields`."""
    review = save_draft(member=member, task_id=task_id, written=written)
    found = scored(review, written.values)
    now = timezone.now()
    review.score, review.passed, review.done_at = found.score, found.passed, now
    review.save(update_fields=["score", "passed", "done_at"])
    ReviewTask.objects.filter(pk=review.task_id).update(done_at=now, claim_ends_at=None)
    record("review.done", target=review.task_id, chat=review.task.conversation_id)
    if review.task.calibration_id:
        reveal_if_done(review.task.calibration_id)
    else:
        alerts.tell_operator(review, alerts.DONE)
        tell_review(review)
    return review


def scored(review: Review, values: Mapping[int, int | None]) -> Sum:
    """Raises NotDone where a criterion was not looked at, or none applies."""
    criteria = list(review.version.criteria.all())
    missing = [each for each in criteria if each.pk not in values]
    if missing:
        words = ngettext(
            "{n} criterion is not scored yet.", "{n} criteria are not scored yet.", len(missing)
        ).format(n=len(missing))
        raise NotDone(words, {f"value_{each.pk}": _("Choose one.") for each in missing})
    found = sum_of(criteria, values, review.version.passes_at)
    if found is None:
        raise NotDone(_("Nothing applies, so there is nothing to score. Score one criterion."))
    return found


def _lock(member: Membership, task_id: int) -> ReviewTask:
    rows = ReviewTask.objects.select_for_update(of=("self",)).select_related("calibration__version")
    task = rows.filter(pk=task_id).first()
    if task is None or task.conversation_id is None:
        raise refusal.gone()
    if task.claimed_by_id != member.pk:
        raise refusal.taken()
    if task.is_done:
        raise refusal.over()
    return task


def _review(task: ReviewTask, member: Membership) -> Review:
    """Begun with the claim; in a calibration with the first word."""
    found = Review.objects.filter(task=task, reviewer=member).select_related("version").first()
    if found is None:
        assert task.calibration is not None, "a claim comes with its draft"
        found = Review.objects.create(
            tenant_id=task.tenant_id,
            task=task,
            reviewer=member,
            version=task.calibration.version,
        )
    found.task = task
    return found


def _keep_marks(review: Review, written: Written) -> None:
    of_version = Criterion.objects.filter(version=review.version_id).values_list("pk", flat=True)
    CriterionMark.objects.filter(review=review).delete()
    CriterionMark.objects.bulk_create(
        CriterionMark(
            tenant_id=review.tenant_id,
            review=review,
            criterion_id=pk,
            value=written.values[pk],
            comment=written.comments.get(pk, ""),
        )
        for pk in of_version
        if pk in written.values
    )


def _keep_messages(review: Review, task: ReviewTask, messages: Sequence[Pointed]) -> None:
    """Messages of this chat, criteria of this version; anything else is left out."""
    seqs = Entry.objects.filter(
        conversation=task.conversation_id, seq__in=[each.seq for each in messages]
    )
    there = set(seqs.filter(seq__lte=task.closing).values_list("seq", flat=True))
    criteria = set(review.version.criteria.values_list("pk", flat=True))
    told = {
        (each.seq, each.criterion): each
        for each in messages[:MOST_MESSAGES]
        if each.seq in there and (each.criterion is None or each.criterion in criteria)
    }
    MessageMark.objects.filter(review=review).delete()
    MessageMark.objects.bulk_create(
        MessageMark(
            tenant_id=review.tenant_id,
            review=review,
            seq=each.seq,
            criterion_id=each.criterion,
            kind=each.kind,
            comment=each.comment,
        )
        for each in told.values()
    )
