"""Settings > Survey: what is asked after a chat, and how it looks to customers."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from chat.phrases import language_of
from feedback.models import Question, SurveyVersion
from tenants.audit import trailed
from tenants.models import Tenant
from tenants.rights import needs

from . import editing
from .preview import preview_of
from .question_form import QuestionForm
from .settings_forms import SurveyForm
from .versions import MOST_QUESTIONS, Draft, newest
from .words import USUAL, question_words

CANNOT = {
    "gone": gettext_lazy("Somebody has changed or taken out this question meanwhile."),
    "twice": gettext_lazy(
        "This question is asked already, in the same words and after the same scores."
    ),
    "too_many": gettext_lazy("Ten questions are the most. Take one out first."),
}


@needs("manage_settings")
@trailed("survey", SurveyVersion)
def survey(request: HttpRequest, slug: str) -> HttpResponse:
    version = newest(request.tenant)
    form = SurveyForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        editing.keep_settings(request.tenant, **form.cleaned_data)
        messages.success(request, _("Saved. It counts from the next chat on that is closed."))
        return redirect("settings_survey", slug)
    context = {
        "form": form,
        "version": version,
        "rows": _rows(request.tenant, version),
        "offered": _offered(request.tenant, version),
        "is_full": version.questions.count() >= MOST_QUESTIONS,
        "preview": preview_of(request, version),
        "languages": settings.LANGUAGES,
    }
    return render(request, "feedback/survey_settings.html", context)


@needs("manage_settings")
@trailed("survey", SurveyVersion)
def question(request: HttpRequest, slug: str, question_id: int | None = None) -> HttpResponse:
    """One of them, or a new one."""
    found = _question_or_404(question_id) if question_id else None
    draft = Draft.of(found) if found else Draft(Question.Kind.CSAT, Question.About.OTHER)
    form = QuestionForm(request.POST or None, draft=draft, house=language_of(request.tenant))
    if request.method == "POST" and form.is_valid():
        wanted = form.wanted()
        if _done(request, lambda: _keep(request.tenant, found, wanted)):
            return redirect("settings_survey", slug)
    return render(request, "feedback/survey_question.html", {"form": form, "question": found})


@require_POST
@needs("manage_settings")
@trailed("survey", SurveyVersion)
def add_usual(request: HttpRequest, slug: str) -> HttpResponse:
    """One of our own questions, with one click."""
    kind, _colon, about = request.POST.get("question", "").partition(":")
    if (kind, about) not in USUAL:
        raise Http404
    _done(request, lambda: editing.add(request.tenant, Draft(kind, about)))
    return redirect("settings_survey", slug)


@require_POST
@needs("manage_settings")
@trailed("survey", SurveyVersion)
def move(request: HttpRequest, slug: str, question_id: int) -> HttpResponse:
    found, by = _question_or_404(question_id), -1 if request.POST.get("to") == "up" else 1
    _done(request, lambda: editing.move(request.tenant, found, by), says_so=False)
    return redirect("settings_survey", slug)


@needs("manage_settings")
@require_http_methods(["GET", "HEAD", "POST"])
@trailed("survey", SurveyVersion)
def remove(request: HttpRequest, slug: str, question_id: int) -> HttpResponse:
    """Asks first."""
    found = _question_or_404(question_id)
    if request.method == "POST":
        _done(request, lambda: editing.remove(request.tenant, found))
        return redirect("settings_survey", slug)
    context = {"question": found, "words": _words(request.tenant, found)}
    return render(request, "feedback/survey_question_remove.html", context)


def _keep(tenant: Tenant, found: Question | None, wanted: Draft) -> Any:
    if found is None:
        return editing.add(tenant, wanted)
    return editing.replace(tenant, found, wanted)


def _done(request: HttpRequest, work: Callable[[], Any], *, says_so: bool = True) -> bool:
    try:
        work()
    except editing.CannotChange as error:
        messages.error(request, str(CANNOT[error.why]))
        return False
    if says_so:
        messages.success(request, _("Saved. Answers that were given keep their question."))
    return True


def _question_or_404(question_id: int) -> Question:
    """Of any version: a page may have been open for long."""
    found = Question.objects.filter(pk=question_id).first()
    if found is None:
        raise Http404
    return found


def _words(tenant: Tenant, asked: Question | Draft) -> str:
    language = translation.get_language() or "en"
    return question_words(asked, language, language_of(tenant))


def _rows(tenant: Tenant, version: Any) -> list[tuple[Question, str]]:
    return [(each, _words(tenant, each)) for each in version.questions.all()]


def _offered(tenant: Tenant, version: Any) -> list[tuple[str, str, str]]:
    """(key, words, how it is answered) of our usual questions that are not asked yet."""
    asked = {(each.kind, each.about) for each in version.questions.all() if not each.words}
    return [
        (f"{kind}:{about}", _words(tenant, Draft(kind, about)), Question.Kind(kind).label)
        for kind, about in USUAL
        if (kind, about) not in asked
    ]
