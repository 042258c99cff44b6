"""What coaching does by itself; called in a worker each time a company is looked at."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from feedback.actions.exemplars import withdraw_proposals
from feedback.models import CoachingTask, Exemplar, Goal
from tenants.models import Tenant

from .reading import batches


def care(tenant: Tenant) -> Iterable[datetime | None]:
    if tenant.is_sandbox:
        return []
    close_of_the_gone()
    return batches.care(tenant)


@transaction.atomic
def close_of_the_gone() -> int:
    """Nothing waits for somebody who has left; returns how many rows were closed."""
    gone = sorted(_gone())
    return close_what_is_open(gone) + withdraw_proposals(gone) if gone else 0


def close_what_is_open(member_ids: list[int]) -> int:
    """Of those who have left: their rows stay, nothing waits for them. Returns how many rows."""
    now = timezone.now()
    tasks = CoachingTask.objects.filter(member__in=member_ids, state__in=["open", "done"])
    goals = Goal.objects.filter(member__in=member_ids, ended_at=None)
    return tasks.update(state=CoachingTask.State.CLOSED, ended_at=now) + goals.update(ended_at=now)


def _gone() -> set[int]:
    left = {"member__ended_at__isnull": False}
    found = set(
        CoachingTask.objects.filter(state__in=["open", "done"], **left).values_list(
            "member", flat=True
        )
    )
    found |= set(Goal.objects.filter(ended_at=None, **left).values_list("member", flat=True))
    proposed = Exemplar.objects.filter(state=Exemplar.State.PROPOSED, **left)
    return found | set(proposed.values_list("member", flat=True))
