"""What there is for one person, and what a coach sees of everybody. Call inside the company's
scope."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from chat.articles.dates import today_of
from feedback.models import CoachingTask, Exemplar, Goal, Praise
from tenants.models import Membership, Tenant

from .goals import Progress, progress_of

LATEST = 20
MOST_GOALS = 10
State = CoachingTask.State


@dataclass(frozen=True)
class Person:
    member: Membership
    today: date
    tasks: list[CoachingTask]
    goals: list[Progress]
    praise: list[Praise]
    proposals: list[Exemplar]
    over: list[CoachingTask]
    goals_over: list[Progress]

    @property
    def has_any(self) -> bool:
        return bool(self.tasks or self.goals or self.praise or self.proposals or self.has_past)

    @property
    def has_past(self) -> bool:
        return bool(self.over or self.goals_over)


def person_of(tenant: Tenant, member: Membership) -> Person:
    """Theirs alone, the newest of what is over."""
    goals = [progress_of(tenant, goal) for goal in _goals(member)]
    tasks = tasks_with_people().filter(member=member)
    praise = Praise.objects.filter(member=member).select_related("by", "review__task")
    proposals = Exemplar.objects.filter(member=member, state=Exemplar.State.PROPOSED)
    return Person(
        member=member,
        today=today_of(tenant),
        tasks=list(tasks.filter(state__in=[State.OPEN, State.DONE]).order_by("due_on", "pk")),
        goals=[each for each in goals if not each.is_over],
        praise=list(praise.defer("by__photo").order_by("-given_at", "-pk")[:LATEST]),
        proposals=list(proposals.defer("lines").order_by("-proposed_at")),
        over=list(tasks.exclude(state__in=[State.OPEN, State.DONE]).order_by("-ended_at")[:LATEST]),
        goals_over=[each for each in goals if each.is_over],
    )


def _goals(member: Membership) -> QuerySet[Goal]:
    rows = Goal.objects.filter(member=member).select_related("member", "by")
    newest = rows.defer("member__photo", "by__photo").order_by(F("ended_at").desc(nulls_first=True))
    return newest.order_by("ended_at", "ends_on", "pk")[: 2 * MOST_GOALS]


def tasks_with_people() -> QuerySet[CoachingTask]:
    rows = CoachingTask.objects.select_related("member", "by", "ended_by", "review__task")
    return rows.defer("member__photo", "by__photo", "ended_by__photo")


def shared_praise(reader: Membership) -> list[Praise]:
    """What the team may read of others, the newest first."""
    rows = Praise.objects.filter(shared_at__isnull=False).exclude(member=reader)
    rows = rows.select_related("member", "by")
    return list(rows.defer("member__photo", "by__photo").order_by("-shared_at")[:LATEST])


def team(tenant: Tenant) -> list[dict[str, Any]]:
    """Everybody who works there, by name: nobody is ranked."""
    today = today_of(tenant)
    tasks = CoachingTask.objects.filter(state__in=[State.OPEN, State.DONE]).values("member")
    counted = tasks.annotate(
        open=Count("pk", filter=Q(state=State.OPEN)),
        late=Count("pk", filter=Q(state=State.OPEN, due_on__lt=today)),
        done=Count("pk", filter=Q(state=State.DONE)),
    )
    of = {row["member"]: row for row in counted.order_by()}
    running = Goal.objects.filter(ended_at=None, ends_on__gte=today).values("member")
    goals = {row["member"]: row["n"] for row in running.annotate(n=Count("pk")).order_by()}
    people = Membership.objects.active().defer("photo").order_by("display_name", "pk")
    return [
        of.get(member.pk, {}) | {"member": member, "goals": goals.get(member.pk, 0)}
        for member in people
    ]


def to_look_at(coach: Membership) -> list[CoachingTask]:
    """Tasks that somebody says are done, those of this coach first. Not their own."""
    rows = tasks_with_people().filter(state=State.DONE).exclude(member=coach)
    found = list(rows.order_by("done_at", "pk")[: 2 * LATEST])
    return sorted(found, key=lambda task: task.by_id != coach.pk)
