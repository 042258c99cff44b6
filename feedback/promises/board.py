"""The board of promises: what is on it, in which order. Call inside the company's scope."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone

from feedback.models import FollowUp
from tenants.models import Membership

from .shown import OF_THE_TEAM

LATE, DUE, MINE, TEAM, DONE = VIEWS = ("late", "due", "mine", "team", "done")
A_PAGE = 50
MOST_COUNTED = 1000  # what a number costs must not grow with what there is


@dataclass(frozen=True)
class Board:
    view: str
    counts: dict[str, int]
    page: Page


def board(member: Membership, view: str | None, number: str | None) -> Board:
    """`view` is one of VIEWS; without one, what is late, where anything is."""
    now = timezone.now()
    found = {name: _rows(name, member, now) for name in VIEWS}
    counts = {name: found[name][:MOST_COUNTED].count() for name in VIEWS if name != DONE}
    view = view if view in VIEWS else (LATE if counts[LATE] else DUE)
    rows = found[view].select_related("member", "visitor").defer("member__photo")
    return Board(view, counts, Paginator(rows, A_PAGE).get_page(number))


def _rows(view: str, member: Membership, now: datetime) -> QuerySet[FollowUp]:
    if view == DONE:
        return FollowUp.objects.exclude(state=FollowUp.State.OPEN).order_by("-ended_at", "-pk")
    wanted = {
        LATE: Q(due_at__lte=now),
        DUE: Q(due_at__gt=now),
        MINE: Q(member=member),
        TEAM: OF_THE_TEAM,
    }[view]
    return FollowUp.objects.filter(wanted, state=FollowUp.State.OPEN).order_by("due_at", "pk")
