"""The one page everything starts from."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from feedback.data.exports.asking import ask_for
from feedback.data.exports.tables import TABLES
from feedback.data.forms import ExportForm, FileForm
from feedback.data.imports.bringing import bring
from feedback.data.imports.kinds import open_to
from feedback.data.imports.problem import WORDS, Problem
from feedback.models import ExportRun, ImportRun
from tenants.rights import needs
from tenants.signin.fresh import needs_fresh_sign_in

RECENT = 10


@never_cache
@needs("export")
def front(request: HttpRequest, slug: str) -> HttpResponse:
    """Two forms: a file to bring, and chats to take along (`export` in what was sent)."""
    sent = request.POST if request.method == "POST" else None
    exports = sent if sent and "export" in sent else None
    taking = ExportForm(exports, tenant=request.tenant)
    bringing = FileForm(
        None if exports else sent,
        None if exports or not sent else request.FILES,
        member=request.membership,
    )
    if exports and taking.is_valid():
        return ask_for_export(request, taking)
    if sent and not exports and bringing.is_valid() and (run := _brought(request, bringing)):
        return redirect("import_run", slug, run.pk)
    context = {"form": bringing, "taking": taking, **_lists(request)}
    response = render(request, "feedback/data/front.html", context)
    if any(run.state == ExportRun.State.WRITING for run in context["exports"]) and not sent:
        response["Refresh"] = "3"
    return response


@needs_fresh_sign_in
def ask_for_export(request: HttpRequest, form: ExportForm) -> HttpResponse:
    ask_for(by=request.membership, **form.cleaned_data)
    messages.success(request, _("The file is being written. It is ready below in a moment."))
    return redirect("data", request.tenant.slug)


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
    exports = ExportRun.objects.select_related("by").defer("by__photo")
    return {
        "imports": runs[:RECENT],
        "exports": exports[:RECENT],
        "kinds": [(kind, label) for kind, label in open_to(request.membership) if kind in TABLES],
    }


def in_words(code: str, line: int | None) -> str:
    words = str(WORDS.get(code, WORDS["failed"]))
    return _("Line {line}: {words}").format(line=line, words=words) if line else words
