"""What an operator says to a review of their chat, and what a second reviewer decides."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.models import Appeal, CriterionMark, Review
from feedback.reviews import alerts, refusal
from feedback.reviews.refusal import NotDone
from tenants.audit import record
from tenants.models import Membership

from .reviewing import scored

APPEAL_WITHIN = timedelta(days=30)


@transaction.atomic
def acknowledge(*, member: Membership, review_id: int) -> Review:
    """Read and accepted: the review is closed. Raises NotDone."""
    review = _of_operator(member, review_id)
    now = timezone.now()
    review.acknowledged_at, review.closed_at = now, now
    review.save(update_fields=["acknowledged_at", "closed_at"])
    record("review.changed", target=review.task_id, how="acknowledged")
    return review


@transaction.atomic
def reply(*, member: Membership, review_id: int, text: str) -> Review:
    """A word to the reviewer; once, and it stays open to be acknowledged or appealed."""
    review = _of_operator(member, review_id)
    if review.replied_at is not None:
        raise refusal.over()
    review.reply, review.replied_at = text, timezone.now()
    review.save(update_fields=["reply", "replied_at"])
    alerts.tell_reviewer(review, alerts.REPLIED)
    record("review.changed", target=review.task_id, how="replied")
    return review


@transaction.atomic
def appeal(*, member: Membership, review_id: int, text: str) -> Appeal:
    """Somebody else than the reviewer decides. Once, within a month. Raises NotDone."""
    review = _of_operator(member, review_id)
    if review.done_at < timezone.now() - APPEAL_WITHIN:
        raise NotDone(_("A review can be appealed within a month, and that is over."))
    made = Appeal.objects.create(tenant_id=review.tenant_id, review=review, text=text)
    alerts.tell_reviewers(review, alerts.APPEALED)
    record("review.changed", target=review.task_id, how="appealed")
    return made


def _of_operator(member: Membership, review_id: int) -> Review:
    rows = Review.objects.select_for_update(of=("self",)).select_related("task")
    review = rows.filter(
        pk=review_id, task__operator=member, done_at__isnull=False, task__calibration=None
    ).first()
    if review is None:
        raise refusal.gone()
    if review.closed_at is not None or Appeal.objects.filter(review=review).exists():
        raise refusal.over()
    return review


def may_decide(member: Membership, review: Review) -> bool:
    """Neither the first reviewer nor anybody who took part in the chat."""
    is_second = review.reviewer_id != member.pk and member.pk not in review.task.participants
    return member.may("oversee") and is_second


@transaction.atomic
def decide(
    *, member: Membership, review_id: int, answer: str, values: Mapping[int, int | None]
) -> Appeal:
    """`values`: what the criteria are worth by the second look; where nothing differs the review
    stands. Closes the review. Raises NotDone."""
    rows = Review.objects.select_for_update(of=("self",)).select_related("task", "version")
    review = rows.filter(pk=review_id).first()
    found = Appeal.objects.filter(review=review_id, decided_at=None).first()
    if review is None or found is None:
        raise refusal.over()
    if not may_decide(member, review):
        raise NotDone(_("Somebody else than the first reviewer and the operator decides."))
    is_changed = _change(review, values)
    now = timezone.now()
    found.outcome = Appeal.Outcome.CHANGED if is_changed else Appeal.Outcome.STANDS
    found.answer, found.decided_by, found.decided_at = answer, member, now
    found.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])
    Review.objects.filter(pk=review.pk).update(closed_at=now)
    record("review.changed", target=review.task_id, how=found.outcome)
    alerts.tell_operator(review, alerts.DECIDED)
    alerts.tell_reviewer(review, alerts.DECIDED)
    return found


def _change(review: Review, values: Mapping[int, int | None]) -> bool:
    """The first marks stay beside the new ones."""
    marks = list(CriterionMark.objects.filter(review=review))
    differing = [
        mark
        for mark in marks
        if mark.criterion_id in values and values[mark.criterion_id] != mark.value
    ]
    if not differing:
        return False
    now = {mark.criterion_id: values.get(mark.criterion_id, mark.value) for mark in marks}
    found = scored(review, now)
    for mark in differing:
        mark.first_value, mark.was_changed = mark.value, True
        mark.value = now[mark.criterion_id]
    CriterionMark.objects.bulk_update(differing, ["value", "first_value", "was_changed"])
    Review.objects.filter(pk=review.pk).update(
        first_score=review.score, score=found.score, passed=found.passed
    )
    return True
