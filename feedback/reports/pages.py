"""The pages of reports, and each table as a file. Nobody is ranked; small numbers say so."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from feedback.models import ReportState, ReportSum
from helpdesk.files import csv_download
from tenants.audit import record
from tenants.rights import needs

from .forms import ReportForm
from .parts import PARTS
from .shapes import Part
from .tending import ask_to_count


@require_safe
@needs("report")
def report(request: HttpRequest, slug: str, part: str = "overview") -> HttpResponse:
    is_counted = ask_to_count(request.tenant)
    form, shown = _shown(request, part)
    context = {
        "form": form,
        "question": form.question(),
        "part": part,
        "title": PARTS[part][0],
        "shown": shown,
        "is_counted": is_counted,
        "state": ReportState.objects.filter(tenant=request.tenant).first(),
        "has_any": ReportSum.objects.exists(),
        **_ways(request, form),
    }
    return render(request, "feedback/reports/report.html", context)


@require_safe
@needs("report")
@needs("export")
def table(request: HttpRequest, slug: str, part: str, name: str) -> HttpResponse:
    """What stands behind one picture, for a spreadsheet."""
    form, shown = _shown(request, part)
    found = shown.table(name)
    if found is None:
        raise Http404
    period = form.question().period
    record("export.made", target="reports", table=name, first=period.first, last=period.last)
    rows = [found.heads, *([cell.raw for cell in row] for row in found.rows)]
    return csv_download(rows, f"{name}-{period.first:%Y-%m-%d}-{period.last:%Y-%m-%d}.csv")


def _shown(request: HttpRequest, part: str) -> tuple[ReportForm, Part]:
    """Raises Http404."""
    if part not in PARTS:
        raise Http404
    form = ReportForm(request.GET, tenant=request.tenant, member=request.membership)
    return form, PARTS[part][1](form.question())


def _ways(request: HttpRequest, form: ReportForm) -> dict[str, Any]:
    return {
        "tabs": [(name, label) for name, (label, _of) in PARTS.items()],
        "query": form.query,
        "presets": form.presets(form.question().period),
        "may_export": request.membership.may("export"),
    }
