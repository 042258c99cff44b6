"""The lists of reviews: what waits, whose, until when. Call inside the company's scope."""

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone

from feedback.actions.review_claims import free_for
from feedback.models import Appeal, ReviewTask
from tenants.models import Membership

QUEUE, MINE, TEAM, OVERDUE, DONE, APPEALS, ABOUT = VIEWS = (
    "queue",
    "mine",
    "team",
    "overdue",
    "done",
    "appeals",
    "about",
)
A_PAGE = 30
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; empty: everything."""

    operator: int | None = None
    reason: str = ""

    def narrow(self, rows: QuerySet[ReviewTask]) -> QuerySet[ReviewTask]:
        if self.operator:
            rows = rows.filter(operator=self.operator)
        return rows.filter(reasons__contains=[self.reason]) if self.reason else rows


@dataclass(frozen=True)
class Listing:
    view: str
    counts: dict[str, int]
    page: Page
    wanted: Wanted = field(default_factory=Wanted)


def views_for(member: Membership) -> tuple[str, ...]:
    """An operator sees what was said about chats of theirs."""
    return VIEWS if member.may("oversee") else (ABOUT,)


def listing(
    member: Membership, view: str | None, number: str | None, wanted: Wanted | None = None
) -> Listing:
    views, wanted = views_for(member), wanted or Wanted()
    counts = {name: rows_of(name, member)[:MOST_COUNTED].count() for name in views if name != DONE}
    view = view if view in views else _first(views, counts)
    rows = wanted.narrow(rows_of(view, member))
    rows = rows.select_related("operator", "claimed_by", "calibration")
    rows = rows.defer("operator__photo", "claimed_by__photo").prefetch_related("reviews__appeals")
    return Listing(view, counts, Paginator(rows, A_PAGE).get_page(number), wanted)


def _first(views: tuple[str, ...], counts: dict[str, int]) -> str:
    """What this member has begun, else what waits."""
    return MINE if counts.get(MINE) else views[0]


def rows_of(view: str, member: Membership) -> QuerySet[ReviewTask]:
    rows = ReviewTask.objects.all()
    undone = rows.filter(done_at=None, conversation__isnull=False)
    ordinary = rows.filter(Q(calibration=None) | Q(claimed_by=member))
    if view == QUEUE:
        return free_for(member)
    if view == DONE:
        return ordinary.filter(done_at__isnull=False).order_by("-done_at", "-pk")
    if view == APPEALS:
        waiting = Appeal.objects.filter(decided_at=None).values("review__task")
        return rows.filter(pk__in=waiting).exclude(operator=member).order_by("done_at", "pk")
    if view == ABOUT:
        own = rows.filter(operator=member, calibration=None, done_at__isnull=False)
        return own.order_by("-done_at", "-pk")
    wanted = {
        MINE: Q(claimed_by=member),
        TEAM: Q(calibration=None),
        OVERDUE: Q(due_at__lte=timezone.now()) & (Q(calibration=None) | Q(claimed_by=member)),
    }[view]
    return undone.filter(wanted).exclude(operator=member).order_by("due_at", "pk")
