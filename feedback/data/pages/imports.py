"""One import: its columns, what the check found, and taking it over."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from feedback.data.forms import ColumnsForm
from feedback.data.imports import bringing
from feedback.data.imports.bringing import State
from feedback.data.imports.kinds import columns_of, open_to
from feedback.data.imports.problem import Problem
from feedback.data.imports.writing import batches_of, progress_of
from feedback.models import ImportRow, ImportRun
from helpdesk.files import csv_download
from tenants.rights import needs
from tenants.signin.fresh import needs_fresh_sign_in

from .front import in_words

SHOWN = 100
MOST_FAILING = 50_000  # in one download
AGAIN_AFTER_S = 2
BUSY = (State.CHECKING, State.WRITING)


@never_cache
@needs("export")
def import_run(request: HttpRequest, slug: str, import_id: int) -> HttpResponse:
    """Shows itself anew while a worker is at it."""
    run = _run_or_404(request, import_id)
    form = ColumnsForm(request.POST or None, run=run)
    if request.method == "POST" and form.is_valid():
        return _done(request, run, lambda: bringing.name_columns(run, form.mapping()))
    response = render(request, "feedback/data/import.html", _told(run, form))
    if run.state in BUSY:
        response["Refresh"] = str(AGAIN_AFTER_S)
    return response


def _told(run: ImportRun, form: ColumnsForm) -> dict[str, Any]:
    bad = run.rows.filter(verdict=ImportRow.Verdict.BAD).order_by("line")[:SHOWN]
    labels = {column.name: column.label for column in columns_of(run.kind)}
    return {
        "run": run,
        "form": form if run.state in (State.UPLOADED, State.CHECKED) and run.columns else None,
        "problem": in_words(run.problem, run.problem_line) if run.problem else "",
        "progress": progress_of(run),
        "is_busy": run.state in BUSY,
        "bad": [(row.line, _problems(row, labels)) for row in bad],
        "counts": [(label, run.counts.get(name, 0)) for name, label in _counts().items()],
        "to_send": run.rows.count() if run.state == State.DONE else 0,
    }


def _counts() -> dict[str, str]:
    return {"new": _("New"), "changed": _("Changed"), "same": _("Already like this")}


def _problems(row: ImportRow, labels: dict[str, Any]) -> str:
    return " ".join(
        f"{labels[name]}: {words}" if name in labels else words for name, words in row.problems
    )


@require_safe
@needs("export")
def failing(request: HttpRequest, slug: str, import_id: int) -> HttpResponse:
    """The lines with a mistake as they came, each with what is wrong, to be put right."""
    run = _run_or_404(request, import_id)
    return csv_download(_failing(run), f"{run.kind}-failing.csv")


def _failing(run: ImportRun) -> Iterator[list[Any]]:
    labels = {column.name: column.label for column in columns_of(run.kind)}
    yield [*run.columns, _("Line"), _("What is wrong")]
    bad = run.rows.filter(verdict=ImportRow.Verdict.BAD)
    rows = (row for batch in batches_of(bad) for row in batch)
    for row in islice(rows, MOST_FAILING):
        cells = [*row.cells, *[""] * len(run.columns)][: len(run.columns)]
        yield [*cells, row.line, _problems(row, labels)]


@require_POST
@needs("export")
@needs_fresh_sign_in
def take_over(request: HttpRequest, slug: str, import_id: int) -> HttpResponse:
    run = _run_or_404(request, import_id)
    return _done(request, run, lambda: bringing.take_over(run))


@require_POST
@needs("export")
def put_aside(request: HttpRequest, slug: str, import_id: int) -> HttpResponse:
    run = _run_or_404(request, import_id)
    bringing.put_aside(run)
    messages.success(request, _("The file is gone. Nothing of it was taken over."))
    return redirect("data", slug)


def _done(request: HttpRequest, run: ImportRun, deed: Any) -> HttpResponse:
    try:
        deed()
    except Problem as problem:
        messages.error(request, in_words(problem.code, problem.line))
    return redirect("import_run", request.tenant.slug, run.pk)


def _run_or_404(request: HttpRequest, import_id: int) -> ImportRun:
    """Also for a kind somebody may not bring."""
    kinds = [kind for kind, _label in open_to(request.membership)]
    rows = ImportRun.objects.filter(pk=import_id, kind__in=kinds).select_related("by")
    run = rows.defer("by__photo").first()
    if run is None:
        raise Http404
    return run
