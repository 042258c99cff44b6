"""`/t/<slug>/practice/`: what there is to practise, a run from its start to its result."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from feedback.models import PracticeRun
from tenants.hours import zone_named
from tenants.models import Membership
from tenants.rights import needs
from tenants.sandboxes import sandbox_of

from .catalogue import all_scenarios, find
from .finishing import stop
from .forms import VerdictForm
from .gating import NotYours, decide, progress
from .result import result_of
from .starting import CannotStart, live_run, start

LATEST = 20


@require_safe
@needs("chat")
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """The scenarios, and one's own runs."""
    me = request.membership
    mine = PracticeRun.objects.filter(member=me)
    runs = mine.exclude(ended_at=None).order_by("-started_at")[:LATEST]
    got = progress(me)
    context = {
        "scenarios": [(each, each.key in got.passed) for each in all_scenarios()],
        "runs": runs,
        "live": live_run(me),
        "progress": got,
        "to_review": to_review(me).count() if me.may("oversee") else 0,
    }
    return show(request, "feedback/practice.html", context)


def to_review(member: Membership) -> Any:
    """Runs that are over and wait for a word, besides one's own and those that were stopped
    before anything was said."""
    over = PracticeRun.objects.filter(verdict="", ended_at__isnull=False).exclude(member=member)
    return over.exclude(transcript=[])


@require_POST
@needs("chat")
def begin(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    scenario = find(key)
    if scenario is None:
        raise Http404
    try:
        start(member=request.membership, scenario=scenario)
    except CannotStart as refused:
        if refused.code == "busy":
            messages.warning(
                request, _("Customers wait for you. Finish or hand over your chats first.")
            )
            return redirect("practice", slug)
    return to_console(request)


@require_safe
@needs("chat")
def go_on(request: HttpRequest, slug: str) -> HttpResponse:
    """Back into the console of the practice that goes on."""
    if live_run(request.membership) is None:
        return redirect("practice", slug)
    return to_console(request)


def to_console(request: HttpRequest) -> HttpResponse:
    sandbox = sandbox_of(request.membership)
    if sandbox is None:
        return redirect("practice", request.tenant.slug)
    return redirect("inbox", sandbox.slug)


@require_safe
@needs("chat")
def run(request: HttpRequest, slug: str, run_id: int) -> HttpResponse:
    return _result(request, _run_or_404(request, run_id), VerdictForm())


@require_POST
@needs("chat")
def end(request: HttpRequest, slug: str, run_id: int) -> HttpResponse:
    found = _run_or_404(request, run_id)
    if found.member_id != request.membership.pk:
        raise Http404
    stop(found)
    return redirect("practice_run", slug, found.pk)


@require_POST
@needs("oversee")
def review(request: HttpRequest, slug: str, run_id: int) -> HttpResponse:
    found = _run_or_404(request, run_id)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _result(request, found, form)
    try:
        decide(by=request.membership, run=found, **form.cleaned_data)
    except NotYours:
        messages.warning(request, _("Somebody else decides on this practice."))
    else:
        messages.success(request, _("Saved. They read it with their result."))
    return redirect("practice_run", slug, found.pk)


def _run_or_404(request: HttpRequest, run_id: int) -> PracticeRun:
    """One's own, or anybody's for those who look after all chats."""
    rows = PracticeRun.objects.select_related("member", "reviewer")
    found = get_object_or_404(rows.defer("member__photo", "reviewer__photo"), pk=run_id)
    if found.member_id != request.membership.pk and not request.membership.may("oversee"):
        raise Http404
    return found


def _result(request: HttpRequest, found: PracticeRun, form: VerdictForm) -> HttpResponse:
    is_own = found.member_id == request.membership.pk
    context = {
        "run": found,
        "is_own": is_own,
        "may_review": not is_own and request.membership.may("oversee"),
        "form": form,
        "result": result_of(found) if found.ended_at else None,
        "again": find(found.scenario) if is_own else None,
    }
    return show(request, "feedback/practice_run.html", context)


def show(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """In the company's time zone."""
    with timezone.override(zone_named(request.tenant.zone)):
        return render(request, template, context)
