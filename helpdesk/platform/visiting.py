"""Inside a company, looking: each page is told in its trail, and PostgreSQL lets nothing be
written while it is made."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chat.models import Conversation
from feedback.transcripts.lines import transcript_of
from helpdesk.tenancy import tenant_scope
from tenants.audit import Actor, acting, record
from tenants.audit.acting import STAFF, current_actor
from tenants.audit.searching import SearchForm
from tenants.audit.shown import shown
from tenants.hours import zone_named
from tenants.models import Tenant
from tenants.plans.standing import standing
from tenants.plans.usage import usage
from tenants.platform.visits import leave, open_visit

ON_A_PAGE = 50
View = Callable[..., HttpResponse]


def pages(view: Callable[[View], View]) -> list[Any]:
    """Below the platform's path; `view` is AdminSite.admin_view."""
    below = "companies/<int:tenant_id>/inside/"
    return [
        path(below, view(overview), name="visit"),
        path(f"{below}chats/", view(chats), name="visit_chats"),
        path(f"{below}chats/<int:number>/", view(chat), name="visit_chat"),
        path(f"{below}audit/", view(trail), name="visit_audit"),
        path(f"{below}leave/", view(end), name="visit_end"),
    ]


def looking(what: str) -> Callable[[View], View]:
    """Only during a visit, in the company's scope, told in its trail, and without writing."""

    def decorate(page: View) -> View:
        @require_safe
        @never_cache
        @transaction.non_atomic_requests
        @wraps(page)
        def looked(request: HttpRequest, tenant_id: int, **kwargs: Any) -> HttpResponse:
            tenant = get_object_or_404(Tenant.objects.real(), pk=tenant_id)
            visit = open_visit(request.user, tenant)
            if visit is None:
                messages.warning(request, _("Your visit is over. Say again why you look in."))
                return redirect("admin:company_enter", tenant.pk)
            target = " ".join([what, *map(str, kwargs.values())])
            with tenant_scope(tenant), acting(_staff(request)):
                record("staff.looked", target=target)
                with transaction.atomic():
                    _only_read()
                    return page(request, tenant, visit, **kwargs)

        return looked

    return decorate


def _only_read() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")


def _staff(request: HttpRequest) -> Actor:
    return current_actor()._replace(through=STAFF, name=str(request.user), member_id=None)


@looking("overview")
def overview(request: HttpRequest, tenant: Tenant, visit: Any) -> HttpResponse:
    people = tenant.memberships.active().select_related("user").defer("photo")
    return _page(request, "inside", tenant, visit, people=people.order_by("pk"),
                 standing=standing(tenant), usage=usage(tenant))  # fmt: skip


@looking("chats")
def chats(request: HttpRequest, tenant: Tenant, visit: Any) -> HttpResponse:
    rows = Conversation.objects.filter(tenant=tenant).order_by("-id").select_related("operator")
    page = Paginator(rows.defer("operator__photo"), ON_A_PAGE).get_page(request.GET.get("page"))
    return _page(request, "inside_chats", tenant, visit, page=page)


@looking("chat")
def chat(request: HttpRequest, tenant: Tenant, visit: Any, number: int) -> HttpResponse:
    rows = Conversation.objects.select_related("visitor__tenant")
    found = get_object_or_404(rows, pk=number, last_public_seq__gt=0)
    copy = transcript_of(found, zone_named(tenant.zone), you=False)
    context = {"transcript": copy, "made_at": timezone.now()}
    return render(request, "feedback/transcript.html", context)


@looking("audit")
def trail(request: HttpRequest, tenant: Tenant, visit: Any) -> HttpResponse:
    lines = SearchForm(None, tenant=tenant).lines()
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    lines = [shown(entry) for entry in page]
    return _page(request, "inside_audit", tenant, visit, page=page, lines=lines)


@require_POST
def end(request: HttpRequest, tenant_id: int) -> HttpResponse:
    tenant = get_object_or_404(Tenant.objects.real(), pk=tenant_id)
    with acting(_staff(request)):
        leave(person=request.user, tenant=tenant)
    return redirect("admin:tenants_tenant_change", tenant.pk)


def _page(
    request: HttpRequest, template: str, tenant: Tenant, visit: Any, **context: Any
) -> HttpResponse:
    """Made at once: after this the company's scope is closed."""
    context |= {**admin.site.each_context(request), "title": tenant.name, "company": tenant,
                "visit": visit}  # fmt: skip
    with timezone.override(zone_named(tenant.zone)):
        return render(request, f"platform/{template}.html", context)
