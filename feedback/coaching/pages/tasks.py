"""One task, one goal: done with a word, confirmed, given back, closed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chat.articles.dates import today_of
from feedback.actions import coaching
from feedback.coaching.forms import AnswerForm, WordForm
from feedback.coaching.goals import progress_of
from feedback.coaching.people import tasks_with_people
from feedback.models import CoachingTask, Goal
from feedback.practice.catalogue import find
from tenants.rights import needs

from .shown import done, says_why_not, shown

METHODS = ["GET", "HEAD", "POST"]


def to_task(request: HttpRequest, slug: str, coaching_task_id: int) -> HttpResponse:
    return redirect("coaching_task", slug, coaching_task_id)


@needs("chat")
@require_http_methods(METHODS)
@says_why_not(to_task)
def task(request: HttpRequest, slug: str, coaching_task_id: int) -> HttpResponse:
    row, do = _task(request, coaching_task_id), request.POST.get("do", "")
    own = row.member_id == request.membership.pk
    if own:
        coaching.mark_seen(request.membership)
    word = WordForm(request.POST if do == "finish" else None)
    answer = AnswerForm(request.POST if do in ANSWERED else None)
    if own and do == "finish" and word.is_valid():
        coaching.finish_task(task_id=row.pk, member=request.membership, **word.cleaned_data)
        done(request, _("Well done. {name} is told.").format(name=row.by.display_name))
        return redirect("coaching", slug)
    if not own and do in ANSWERED and answer.is_valid():
        return _answered(request, row, do, answer)
    context = {"row": row, "own": own, "word": word, "answer": answer}
    context |= {"today": today_of(request.tenant), "scenario": find(row.scenario)}
    return shown(request, "feedback/coaching/task.html", _tab(own), context)


ANSWERED = {
    "confirm": (coaching.confirm_task, lambda: _("Confirmed.")),
    "give_back": (coaching.give_task_back, lambda: _("Given back, with your words.")),
    "close": (coaching.close_task, lambda: _("Closed.")),
}


def _answered(request: HttpRequest, row: CoachingTask, do: str, answer: AnswerForm) -> HttpResponse:
    act, said = ANSWERED[do]
    act(task_id=row.pk, by=request.membership, **answer.cleaned_data)
    done(request, said())
    return redirect("coaching_person", request.tenant.slug, row.member_id)


def to_goal(request: HttpRequest, slug: str, goal_id: int) -> HttpResponse:
    return redirect("coaching_goal", slug, goal_id)


@needs("chat")
@require_http_methods(METHODS)
@says_why_not(to_goal)
def goal(request: HttpRequest, slug: str, goal_id: int) -> HttpResponse:
    row = _goal(request, goal_id)
    own = row.member_id == request.membership.pk
    if request.method == "POST":
        coaching.end_goal(goal_id=row.pk, by=request.membership)
        done(request, _("The goal is ended."))
        return redirect("coaching_person", slug, row.member_id)
    context: dict[str, Any] = {"progress": progress_of(request.tenant, row), "own": own}
    return shown(request, "feedback/coaching/goal.html", _tab(own), context)


def _task(request: HttpRequest, task_id: int) -> CoachingTask:
    return _found(request, tasks_with_people().filter(pk=task_id).first())


def _goal(request: HttpRequest, goal_id: int) -> Goal:
    rows = Goal.objects.select_related("member", "by").defer("member__photo", "by__photo")
    return _found(request, rows.filter(pk=goal_id).first())


def _found(request: HttpRequest, row: Any) -> Any:
    """Theirs, or any for who looks after all chats; else it does not exist."""
    member = request.membership
    if row is None or not (member.may("oversee") or row.member_id == member.pk):
        raise Http404
    return row


def _tab(own: bool) -> str:
    return "coaching" if own else "coaching_team"
