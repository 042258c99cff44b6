"""`/t/<slug>/reviews/chats/`: finished chats by what was counted in them. It sorts them for people
to read; it says nothing about anybody."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from feedback.actions.review_tasks import pick
from feedback.models import ChatScore, ReviewTask
from feedback.scoring.counted import from_stored
from feedback.scoring.sentences import LABELS
from tenants.rights import needs

from .company import shown

A_PAGE = 30
ORDERS = {"worst": ("score", "-closed_at", "-pk"), "newest": ("-closed_at", "-pk")}


@require_safe
@needs("oversee")
def chats(request: HttpRequest, slug: str) -> HttpResponse:
    order = request.GET.get("order")
    order = order if order in ORDERS else "worst"
    rows = ChatScore.objects.filter(
        scored_at__isnull=False, score__isnull=False, operator__isnull=False
    ).exclude(operator=request.membership)
    missed = request.GET.get("missed")
    if missed in LABELS:
        rows = rows.filter(points__contains=[{"criterion": missed, "met": False}])
    rows = rows.select_related("operator").defer("operator__photo").order_by(*ORDERS[order])
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    tasks = tasks_of(page.object_list)
    context = {
        "page": page,
        "rows": [_row(row, tasks) for row in page],
        "order": order,
        "missed": missed if missed in LABELS else "",
        "labels": LABELS.items(),
        "query": urlencode({"order": order, "missed": missed if missed in LABELS else ""}),
    }
    return shown(request, "feedback/review_chats.html", context)


def tasks_of(rows: list[ChatScore]) -> dict[tuple[int | None, int], int]:
    """{(chat, closing): its task}"""
    found = ReviewTask.objects.filter(
        conversation__in=[row.conversation_id for row in rows], calibration=None
    )
    return {(chat, closing): pk for pk, chat, closing in found.values_list(*KEYS)}


KEYS = ("pk", "conversation", "closing")


def _row(row: ChatScore, tasks: dict[tuple[int | None, int], int]) -> dict[str, object]:
    missed = [point for point in from_stored(row.points).points if point.met is False]
    return {
        "row": row,
        "task": tasks.get((row.conversation_id, row.closing)),
        "missed": [{"label": LABELS[point.criterion], "why": point.why} for point in missed],
    }


@require_POST
@needs("oversee")
def pick_chat(request: HttpRequest, slug: str, score_id: int) -> HttpResponse:
    """Into the queue by hand."""
    row = get_object_or_404(ChatScore, pk=score_id, operator__isnull=False)
    task = pick(row)
    if task is None:
        return redirect("review_chats", slug)
    messages.success(request, _("It waits in the queue now."))
    return redirect("review", slug, task.pk)
