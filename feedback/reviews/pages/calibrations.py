"""`/t/<slug>/reviews/calibrations/`: do reviewers see a chat the same way?"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from feedback.actions.calibrations import start_calibration
from feedback.actions.review_tasks import participants
from feedback.models import Calibration, ChatScore
from feedback.reviews.agreement import agreement_of, lines_of, overall, tasks_of
from feedback.reviews.forms import CalibrationForm
from feedback.reviews.refusal import NotDone
from tenants.rights import needs

from .company import say_no, shown

A_PAGE = 30


@require_safe
@needs("oversee")
def calibrations(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Calibration.objects.order_by("-started_at", "-pk").select_related("started_by")
    page = Paginator(rows.defer("started_by__photo"), A_PAGE).get_page(request.GET.get("page"))
    found = [(made, tasks_of(made)) for made in page]
    told = [
        {
            "made": made,
            "tasks": tasks,
            "done": sum(task.is_done for task in tasks),
            "own": next((t for t in tasks if t.claimed_by_id == request.membership.pk), None),
            "operator_is_me": any(t.operator_id == request.membership.pk for t in tasks),
        }
        for made, tasks in found
    ]
    context = {"rows": told, "page": page, "overall": overall()}
    return shown(request, "feedback/calibrations.html", context)


@require_safe
@needs("oversee")
def calibration(request: HttpRequest, slug: str, calibration_id: int) -> HttpResponse:
    """Before all are done: only who is. Afterwards all beside each other."""
    made = get_object_or_404(Calibration.objects.select_related("version"), pk=calibration_id)
    tasks = tasks_of(made)
    lines = lines_of(made, tasks) if made.revealed_at else []
    context = {
        "made": made,
        "tasks": tasks,
        "own": next((t for t in tasks if t.claimed_by_id == request.membership.pk), None),
        "lines": sorted(lines, key=lambda line: -line.spread),
        "agreement": agreement_of(lines) if made.revealed_at else None,
        "reviews": [next(iter(task.reviews.all()), None) for task in tasks],
    }
    return shown(request, "feedback/calibration.html", context)


@needs("oversee")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str, score_id: int) -> HttpResponse:
    """Of one finished chat, named by what was counted in it."""
    rows = ChatScore.objects.select_related("conversation", "operator").defer("operator__photo")
    row = get_object_or_404(rows, pk=score_id, operator__isnull=False)
    form = CalibrationForm(request.POST or None, without=participants(row))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = start_calibration(
                row=row, reviewers=told["reviewers"], days=told["days"], by=request.membership
            )
            messages.success(request, _("Begun. Each of them finds it under “You review”."))
            return redirect("calibration", slug, made.pk)
        except NotDone as refused:
            say_no(request, refused)
    return shown(request, "feedback/calibration_new.html", {"row": row, "form": form})
