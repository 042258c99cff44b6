"""The page of ratings: what customers said, with how sure it is. Whoever looks after all chats sees
everybody's, others their own."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from chat.phrases import language_of
from feedback.models import Ask
from tenants.audit import record
from tenants.rights import needs

from .export import csv_of
from .pictures import over_weeks
from .results import Result, questions_of, result_of
from .selection import PRESETS, Selection, SelectionForm
from .spoken import shown_text, texts_of, waiting_for_word

ON_A_PAGE = 20


@require_safe
@needs("chat")
def ratings(request: HttpRequest, slug: str) -> HttpResponse:
    form = _form(request)
    selection = form.selection()
    context = {
        "form": form,
        "selection": selection,
        "oversees": request.membership.may("oversee"),
        "has_any": _mine(request).exists(),
        "presets": _presets(form, selection),
        "query": urlencode({name: value for name, value in form.data.items() if value}),
    }
    return render(request, "feedback/ratings.html", context | _told(request, selection))


@require_safe
@needs("chat")
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The same selection as a table for a spreadsheet."""
    selection = _form(request).selection()
    record("export.made", target="ratings", first=selection.first, last=selection.last)
    return csv_of(selection, language_of(request.tenant))


def _form(request: HttpRequest) -> SelectionForm:
    return SelectionForm(request.GET, tenant=request.tenant, member=request.membership)


def _mine(request: HttpRequest) -> Any:
    asks = Ask.objects.all()
    return asks if request.membership.may("oversee") else asks.filter(operator=request.membership)


def _told(request: HttpRequest, selection: Selection) -> dict[str, Any]:
    language, house = get_language() or "en", language_of(request.tenant)
    result = result_of(selection)
    page = Paginator(texts_of(selection), ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "result": result,
        "before": result_of(selection.before).whole,
        "distribution": _distribution(result),
        "weeks": _weeks(result, selection),
        "questions": questions_of(selection, language, house),
        "page": page,
        "texts": [shown_text(answer, language, house) for answer in page],
        "waiting": waiting_for_word(selection) if request.membership.may("oversee") else [],
    }


def _distribution(result: Result) -> list[tuple[int, int, float]]:
    """(score, how often, share), the best first."""
    scores, answers = result.whole.scores, max(1, result.whole.answers)
    return [(score, scores[score], 100 * scores[score] / answers) for score in range(5, 0, -1)]


def _weeks(result: Result, selection: Selection) -> dict[str, Any]:
    """The averages; of one person alone those of weeks with enough answers."""
    weeks = [
        (week, tally, tally.average if tally.is_enough or not result.is_of_one else None)
        for week, tally in result.weeks
    ]
    figures = [(week, average) for week, _, average in weeks]
    marks = over_weeks(figures, selection.first, selection.last, 1, 5)
    has_thin = any(mark.is_thin for mark in marks)
    return {"rows": list(reversed(weeks)), "marks": marks, "has_thin": has_thin}


def _presets(form: SelectionForm, selection: Selection) -> list[dict[str, Any]]:
    """The last so many days, whatever else is chosen staying."""
    kept = {name: form.data[name] for name in ("operator", "department") if form.data.get(name)}
    presets = []
    for days in PRESETS:
        first = form.today.toordinal() - days + 1
        since = form.today.fromordinal(first)
        is_current = (selection.first, selection.last) == (since, form.today)
        query = urlencode({"first": since, "last": form.today, **kept})
        presets.append({"days": days, "query": query, "is_current": is_current})
    return presets
