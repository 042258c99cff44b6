"""Taking data along: chats as a sealed file a worker writes, the rest at once."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from feedback.data.exports import asking
from feedback.data.exports.tables import TABLES
from feedback.data.imports.kinds import KINDS
from feedback.models import ExportRun
from helpdesk.files import csv_download
from tenants.audit import record
from tenants.rights import needs
from tenants.signin.fresh import needs_fresh_sign_in

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
@never_cache
@needs("export")
@needs_fresh_sign_in
def export_file(request: HttpRequest, slug: str, export_id: int) -> Any:
    """The file, unsealed on its way out."""
    run = get_object_or_404(ExportRun, pk=export_id)
    pieces = asking.content_of(run)
    try:
        first = next(pieces)
    except FileNotFoundError:
        messages.error(request, _("The file is gone."))
        return redirect("data", slug)
    record("export.fetched", target="chats", export=run.pk, made_by=run.by_id)
    response = StreamingHttpResponse(_sent(first, pieces), content_type=TYPES[run.format])
    name = f"chats-{run.filters['first']}-{run.filters['last']}.{run.format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Length"] = run.size
    return response


async def _sent(first: bytes, pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Piece by piece, read in a thread: no large file is ever in memory as a whole."""
    yield first
    while piece := await sync_to_async(next, thread_sensitive=False)(pieces, b""):
        yield piece


@require_POST
@needs("export")
def delete_export(request: HttpRequest, slug: str, export_id: int) -> HttpResponse:
    asking.delete(get_object_or_404(ExportRun, pk=export_id))
    messages.success(request, _("The file is gone."))
    return redirect("data", slug)


@require_safe
@never_cache
@needs("export")
@needs_fresh_sign_in
def table(request: HttpRequest, slug: str, table_name: str) -> HttpResponse:
    """What its importer reads back; it takes the same right."""
    if table_name not in TABLES:
        raise Http404
    if not request.membership.may(KINDS[table_name].right):
        raise PermissionDenied
    record("export.made", target=table_name)
    return csv_download(TABLES[table_name](request.tenant), f"{table_name}.csv")
