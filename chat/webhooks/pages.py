"""Settings > Webhooks and Settings > Notifications: endpoints, their log, and what is done with
them. Each door is told which of the two it belongs to (`section`)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from chat.actions import Refused
from tenants.rights import needs
from tenants.signin.fresh import needs_fresh_sign_in

from . import changing
from .log_page import VIEWS, how_many_wait, laid_out, log_of, tries_of
from .models import Delivery, Endpoint

A_PAGE = 25


@needs("integrate")
@require_http_methods(["GET", "HEAD", "POST"])
def endpoints(request: HttpRequest, slug: str, section: Any) -> HttpResponse:
    form = section.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row, secret = changing.add(
                tenant=request.tenant, member=request.membership, kind=form.kind, **form.columns
            )
        except Refused:
            form.add_error(None, _("These are as many as there may be. Delete one first."))
        else:
            return _page(request, section, row, secret=secret, is_new=True)
    rows = section.rows().annotate(waiting=how_many_wait())
    return render(request, section.template, {"form": form, "rows": rows, "section": section})


@needs("integrate")
@require_http_methods(["GET", "HEAD", "POST"])
def endpoint(request: HttpRequest, slug: str, endpoint_id: int, section: Any) -> HttpResponse:
    row = get_object_or_404(section.rows(), pk=endpoint_id)
    form = section.form(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        changing.change(row, **form.columns)
        messages.success(request, _("Saved."))
        return redirect(section.address(slug, row))
    return _page(request, section, row, form=form)


def _page(
    request: HttpRequest, section: Any, row: Endpoint, *, form: Any = None, **shown: Any
) -> HttpResponse:
    """A secret is in the answer to the request that made it, and nowhere else."""
    view = request.GET.get("show", "")
    page = Paginator(log_of(row, view), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": section,
        "row": row,
        "form": form or section.form(row=row),
        "views": VIEWS,
        "view": view if view in VIEWS else "",
        "page": page,
        "waiting": row.deliveries.filter(state=Delivery.State.QUEUED).count(),
        "has_old_secret": row.old_secret_until and row.old_secret_until > timezone.now(),
        **shown,
    }
    response = render(request, "chat/endpoint.html", context)
    if shown.get("secret"):
        response["Cache-Control"] = "no-store"
    return response


@needs("integrate")
@needs_fresh_sign_in
@require_POST
def renew_secret(request: HttpRequest, slug: str, endpoint_id: int, section: Any) -> HttpResponse:
    """The old one goes on for a day."""
    row = get_object_or_404(section.rows().exclude(sealed_secret=None), pk=endpoint_id)
    return _page(request, section, row, secret=changing.renew_secret(row))


@needs("integrate")
@require_POST
def test(request: HttpRequest, slug: str, endpoint_id: int, section: Any) -> HttpResponse:
    row = get_object_or_404(section.rows(), pk=endpoint_id)
    changing.send_test(row, _("A test for “{name}”: it works.").format(name=row.name))
    if row.paused_at:
        messages.warning(request, _("A test waits in the log until you go on."))
    else:
        messages.success(request, _("A test is on its way. The log shows how it went."))
    return redirect(section.address(slug, row))


@needs("integrate")
@require_POST
def pause(request: HttpRequest, slug: str, endpoint_id: int, section: Any) -> HttpResponse:
    row = get_object_or_404(section.rows(), pk=endpoint_id)
    changing.pause(row)
    return redirect(section.address(slug, row))


@needs("integrate")
@require_POST
def resume(request: HttpRequest, slug: str, endpoint_id: int, section: Any) -> HttpResponse:
    row = get_object_or_404(section.rows(), pk=endpoint_id)
    _say_how_many(request, changing.resume(row))
    return redirect(section.address(slug, row))


def _say_how_many(request: HttpRequest, count: int) -> None:
    words = ngettext("{count} event is sent now.", "{count} events are sent now.", count)
    messages.success(request, words.format(count=count))


@needs("integrate")
@needs_fresh_sign_in
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, slug: str, endpoint_id: int, section: Any) -> HttpResponse:
    row = get_object_or_404(section.rows(), pk=endpoint_id)
    if request.method == "POST":
        changing.remove(row)
        messages.success(request, _("Deleted."))
        return redirect(section.home(slug))
    return render(request, "chat/endpoint_delete.html", {"row": row, "section": section})


@needs("integrate")
@require_http_methods(["GET", "HEAD"])
def delivery(
    request: HttpRequest, slug: str, endpoint_id: int, delivery_key: UUID, section: Any
) -> HttpResponse:
    row = get_object_or_404(section.rows(), pk=endpoint_id)
    found = get_object_or_404(log_of(row), key=delivery_key)
    context = {
        "section": section,
        "row": row,
        "delivery": found,
        "body": laid_out(found.body),
        "tries": tries_of(found),
    }
    return render(request, "chat/endpoint_delivery.html", context)


@needs("integrate")
@require_POST
def again(
    request: HttpRequest, slug: str, endpoint_id: int, delivery_key: UUID, section: Any
) -> HttpResponse:
    row = get_object_or_404(section.rows(), pk=endpoint_id)
    changing.send_again(get_object_or_404(log_of(row), key=delivery_key))
    messages.success(request, _("It is sent once more, with the same number."))
    return redirect(section.address(slug, row))


@needs("integrate")
@require_POST
def failed_again(request: HttpRequest, slug: str, endpoint_id: int, section: Any) -> HttpResponse:
    row = get_object_or_404(section.rows(), pk=endpoint_id)
    _say_how_many(request, changing.send_failed_again(row))
    return redirect(section.address(slug, row))
