"""Who reviews which chat: one at a time, for some hours, and never a chat of their own."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from feedback.models import Review, ReviewTask
from feedback.reviews import refusal
from tenants.models import Membership, Tenant
from tenants.rights import OVERSEEING

from .calibrations import end_parts
from .scorecards import current_version

HOLDS = timedelta(hours=4)  # from the last save on


def free_for(member: Membership) -> QuerySet[ReviewTask]:
    """What this member could claim now, the most pressing first."""
    now = timezone.now()
    unclaimed = (
        Q(claimed_by=None)
        | Q(claim_ends_at__lte=now)
        | Q(claimed_by__ended_at__isnull=False)
        | ~Q(claimed_by__role__in=OVERSEEING)
    )
    rows = ReviewTask.objects.filter(unclaimed, done_at=None, calibration=None)
    rows = rows.exclude(participants__contains=[member.pk]).exclude(conversation=None)
    return rows.order_by("due_at", "pk")


@transaction.atomic
def claim_next(*, member: Membership) -> ReviewTask | None:
    """The most pressing one that nobody has; two who ask at once get two. None: the queue is
    empty."""
    rows = free_for(member).select_for_update(of=("self",), skip_locked=True)
    task = rows.first()
    return _claimed(task, member) if task else None


@transaction.atomic
def claim(*, member: Membership, task_id: int) -> ReviewTask:
    """This very one; again is harmless. Raises NotDone."""
    task = ReviewTask.objects.select_for_update(of=("self",)).filter(pk=task_id).first()
    if task is None or task.conversation_id is None:
        raise refusal.gone()
    if task.claimed_by_id == member.pk:
        return task
    if member.pk in task.participants:
        raise refusal.own_chat()
    if task.is_done or task.calibration_id or not free_for(member).filter(pk=task.pk).exists():
        raise refusal.taken()
    return _claimed(task, member)


def _claimed(task: ReviewTask, member: Membership) -> ReviewTask:
    """A draft of who had it before goes: the second reviewer begins on an empty sheet, with the
    scorecard as it is now."""
    Review.objects.filter(task=task, done_at=None).exclude(reviewer=member).delete()
    if not Review.objects.filter(task=task).exists():
        tenant = Tenant.objects.get(pk=task.tenant_id)
        version = current_version(tenant)
        Review.objects.create(tenant=tenant, task=task, reviewer=member, version=version)
    now = timezone.now()
    task.claimed_by, task.claimed_at, task.claim_ends_at = member, now, now + HOLDS
    task.save(update_fields=["claimed_by", "claimed_at", "claim_ends_at"])
    return task


@transaction.atomic
def release(*, member: Membership, task_id: int) -> None:
    """Back into the queue; the draft stays until somebody else begins. Raises NotDone."""
    rows = ReviewTask.objects.select_for_update(of=("self",))
    task = rows.filter(pk=task_id, claimed_by=member, done_at=None, calibration=None).first()
    if task is None:
        raise refusal.over()
    _freed(ReviewTask.objects.filter(pk=task.pk))


@transaction.atomic
def free_stale() -> int:
    """Claims nobody works on any more, and those of who has left or reviews no longer. Returns how
    many chats went back. In a calibration their part ends with them."""
    undone = ReviewTask.objects.filter(done_at=None, claimed_by__isnull=False)
    left = Q(claimed_by__ended_at__isnull=False) | ~Q(claimed_by__role__in=OVERSEEING)
    end_parts(undone.filter(left, calibration__isnull=False))
    stale = undone.filter(left | Q(claim_ends_at__lte=timezone.now()), calibration=None)
    locked = stale.select_for_update(of=("self",), skip_locked=True)
    return _freed(ReviewTask.objects.filter(pk__in=list(locked.values_list("pk", flat=True))))


def _freed(rows: QuerySet[ReviewTask]) -> int:
    return rows.update(claimed_by=None, claimed_at=None, claim_ends_at=None)
