"""The one page everything starts from."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feedback.data.forms import FileForm
from feedback.data.imports.bringing import bring
from feedback.data.imports.kinds import open_to
from feedback.data.imports.problem import WORDS, Problem
from feedback.models import ImportRun
from tenants.rights import needs

RECENT = 10


@never_cache
@needs("export")
def front(request: HttpRequest, slug: str) -> HttpResponse:
    form = FileForm(
        request.POST or None,
        request.FILES if request.method == "POST" else None,
        member=request.membership,
    )
    if request.method == "POST" and form.is_valid() and (run := _brought(request, form)):
        return redirect("import_run", slug, run.pk)
    return render(request, "feedback/data/front.html", {"form": form, **_lists(request)})


def _brought(request: HttpRequest, form: FileForm) -> ImportRun | None:
    file = form.cleaned_data["file"]
    try:
        return bring(
            by=request.membership,
            kind=form.cleaned_data["kind"],
            name=file.name,
            pieces=file.chunks(),
        )
    except Problem as problem:
        form.add_error("file", in_words(problem.code, problem.line))
        return None


def _lists(request: HttpRequest) -> dict[str, Any]:
    kinds = [kind for kind, _label in open_to(request.membership)]
    runs = ImportRun.objects.filter(kind__in=kinds).select_related("by").defer("by__photo")
    return {"imports": runs[:RECENT], "kinds": open_to(request.membership)}


def in_words(code: str, line: int | None) -> str:
    words = str(WORDS.get(code, WORDS["failed"]))
    return _("Line {line}: {words}").format(line=line, words=words) if line else words
