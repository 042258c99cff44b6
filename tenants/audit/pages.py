"""Settings > Audit: who did what, when and from where."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from helpdesk.files import csv_download
from tenants.hours import zone_named
from tenants.rights import needs
from tenants.signin.fresh import needs_fresh_sign_in

from .recording import record
from .searching import SearchForm
from .shown import shown

ON_A_PAGE = 50
MOST_LINES = 100_000


@require_safe
@never_cache
@needs("audit")
def audit(request: HttpRequest, slug: str) -> HttpResponse:
    form = _form(request)
    page = Paginator(form.lines(), ON_A_PAGE).get_page(request.GET.get("page"))
    asked = {name: value for name, value in form.data.items() if value and name in form.fields}
    context = {
        "form": form,
        "page": page,
        "lines": [shown(entry) for entry in page],
        "query": urlencode(asked),
        "asked": asked,
    }
    with timezone.override(zone_named(request.tenant.zone)):
        return render(request, "tenants/audit.html", context)


@require_POST
@needs("audit")
@needs_fresh_sign_in
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """What the page finds, as a table; taking it along is a line of its own."""
    form = _form(request)
    found = list(form.lines()[:MOST_LINES])
    asked = {name: str(value) for name, value in getattr(form, "cleaned_data", {}).items() if value}
    record("export.made", target="audit", lines=len(found), asked=asked)
    zone = zone_named(request.tenant.zone)
    rows = (_cells(entry, zone) for entry in found)
    return csv_download([_heading(), *rows], f"audit-{timezone.now():%Y-%m-%d}.csv")


def _form(request: HttpRequest) -> SearchForm:
    return SearchForm(request.GET if request.GET else None, tenant=request.tenant)


def _heading() -> list[str]:
    return [_("Moment"), _("Who"), _("Through"), _("What"), _("About"), _("Network"),
            _("Browser"), _("Details")]  # fmt: skip


def _cells(entry: object, zone: object) -> list[object]:
    line = shown(entry)
    told = "; ".join(
        f"{change.name}: {change.new}" if change.old is None else
        f"{change.name}: {change.old} → {change.new}"
        for change in line.changes
    )  # fmt: skip
    at = f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M:%S%z}"
    through = entry.get_through_display()
    about = [line.who, through, line.action, line.target, entry.network, entry.browser]
    return [at, *about, told]
