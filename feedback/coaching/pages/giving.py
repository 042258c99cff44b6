"""Praise, a task or a goal for somebody, from a review or without one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from chat.articles.dates import today_of
from feedback.actions.coaching import give_praise, set_goal, set_task
from feedback.coaching.forms import GoalForm, PraiseForm, TaskForm
from feedback.coaching.measures import measures
from feedback.coaching.scenarios import scenarios
from feedback.coaching.trends import LOOKED_BACK, trends
from feedback.models import Review
from feedback.surveys.selection import Selection
from tenants.models import Membership
from tenants.rights import needs

from .shown import SAVED, done, says_why_not, shown

METHODS = ["GET", "HEAD", "POST"]


def to_person(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    return redirect("coaching_person", slug, member_id)


@needs("oversee")
@require_http_methods(METHODS)
@says_why_not(to_person)
def praise(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    member, about = _who(request, member_id), _about(request, member_id)
    form = PraiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        give_praise(member=member, by=request.membership, **form.cleaned_data, **about)
        return _given(request, "praise", member)
    return _form(request, "praise", form, member, about)


@needs("oversee")
@require_http_methods(METHODS)
@says_why_not(to_person)
def task(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    member, about = _who(request, member_id), _about(request, member_id)
    today = today_of(request.tenant)
    form = TaskForm(request.POST or None, today=today, scenarios=scenarios(request.tenant))
    if request.method == "POST" and form.is_valid():
        set_task(member=member, by=request.membership, **form.cleaned_data, **about)
        return _given(request, "task", member)
    return _form(request, "task", form, member, about)


@needs("oversee")
@require_http_methods(METHODS)
@says_why_not(to_person)
def goal(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
    member, today = _who(request, member_id), today_of(request.tenant)
    lately = Selection(request.tenant, today - LOOKED_BACK, today, member)
    form = GoalForm(request.POST or None, today=today, present=trends(lately, measures()))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        set_goal(
            member=member,
            by=request.membership,
            root=form.chosen.root,
            point=form.chosen.point,
            start=form.start,
            begins_on=today,
            **{name: said[name] for name in ("target", "ends_on", "why")},
        )
        return _given(request, "goal", member)
    return _form(request, "goal", form, member, {})


def _who(request: HttpRequest, member_id: int) -> Membership:
    """Somebody else who works there."""
    people = Membership.objects.active().exclude(pk=request.membership.pk)
    return get_object_or_404(people.defer("photo"), pk=member_id)


def _about(request: HttpRequest, member_id: int) -> dict[str, Any]:
    """The review of theirs it comes from, and the message, as the address names them."""
    number, seq = (_number(request.GET.get(name)) for name in ("review", "seq"))
    if number is None:
        return {"review": None, "seq": None}
    done = Review.objects.filter(done_at__isnull=False, task__operator=member_id)
    return {"review": get_object_or_404(done.select_related("task"), pk=number), "seq": seq}


def _number(text: str | None) -> int | None:
    is_one = bool(text) and text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_one and text else None


def _given(request: HttpRequest, kind: str, member: Membership) -> HttpResponse:
    done(request, SAVED[kind](member.display_name))
    return redirect("coaching_person", request.tenant.slug, member.pk)


def _form(
    request: HttpRequest, kind: str, form: Any, member: Membership, about: dict[str, Any]
) -> HttpResponse:
    context = {"kind": kind, "form": form, "member": member, **about}
    return shown(request, "feedback/coaching/give.html", "coaching_team", context)
