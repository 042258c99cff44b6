"""Companies as the platform sees them: name, plan and how much they use. No chat, no customer."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin, display
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form, Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.tenancy import tenant_scope
from tenants.audit import Actor, acting
from tenants.audit.acting import STAFF, current_actor
from tenants.leaving import asking as leaving
from tenants.models import Tenant
from tenants.plans.changing import choose_plan
from tenants.plans.pages import OUT_OF_REACH
from tenants.plans.paying import OutOfReach
from tenants.plans.standing import seats_taken, standing
from tenants.plans.usage import usage
from tenants.platform import service, visits
from tenants.signin.fresh import is_fresh, prove_again

from .forms import DisableForm, EnterForm, PlanForm
from .visiting import pages as visit_pages


class CompanyAdmin(ModelAdmin):
    list_display = ("name", "slug", "created_at", "plan", "seats", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "slug")
    list_per_page = 50
    ordering = ("-created_at",)
    fields = ("name", "slug", "language", "zone", "created_at", "is_active", "disabled_at",
              "disabled_why", "leaves_at", "plan", "usage")  # fmt: skip
    readonly_fields = fields
    change_list_template = "platform/companies.html"
    change_form_template = "platform/company.html"
    actions = None

    @property
    def media(self) -> Media:
        """None: jQuery writes HTML as text, which our Trusted Types forbid; nothing needs it."""
        return Media()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # by the forms below alone

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tenant]:
        return Tenant.objects.real().order_by("-created_at")

    @display(description=gettext_lazy("Plan"))
    def plan(self, tenant: Tenant) -> str:
        return str(standing(tenant).chosen.label)

    @display(description=gettext_lazy("Seats"))
    def seats(self, tenant: Tenant) -> int:
        with tenant_scope(tenant):
            return seats_taken(tenant)

    @display(description=gettext_lazy("What they use"))
    def usage(self, tenant: Tenant) -> str:
        with tenant_scope(tenant):
            used = usage(tenant)
        told = _("{seats} seats, {chats} chats this month")
        return told.format(seats=used.seats.used, chats=used.chats.used)

    # --- what can be done -------------------------------------------------------------------------

    def pages(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("companies/", view(self.changelist_view), name="tenants_tenant_changelist"),
            path("companies/<path:object_id>/change/", view(self.change_view),
                 name="tenants_tenant_change"),
            path("companies/<int:tenant_id>/plan/", view(self.change_plan), name="company_plan"),
            path("companies/<int:tenant_id>/disable/", view(self.disable), name="company_disable"),
            path("companies/<int:tenant_id>/enable/", view(self.enable), name="company_enable"),
            path("companies/<int:tenant_id>/stay/", view(self.stay), name="company_keep"),
            path("companies/<int:tenant_id>/enter/", view(self.enter), name="company_enter"),
            *visit_pages(view),
        ]  # fmt: skip

    def change_plan(self, request: HttpRequest, tenant_id: int) -> HttpResponse:
        tenant = self._company(request, tenant_id)
        now = standing(tenant)
        form = PlanForm(request.POST or None, initial={"plan": now.chosen.name})
        if request.method == "POST" and form.is_valid():
            with tenant_scope(tenant), acting(staff(request)):
                choose_plan(tenant=tenant, **form.cleaned_data)
            messages.success(request, _("{name} is on another plan now.").format(name=tenant.name))
            return self._back(tenant)
        return self._form(request, tenant, form, _("Change the plan"))

    def disable(self, request: HttpRequest, tenant_id: int) -> HttpResponse:
        tenant = self._company(request, tenant_id)
        if not is_fresh(request):
            return prove_again(request, request.get_full_path())
        form = DisableForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            with acting(staff(request)):
                service.disable(tenant=tenant, **form.cleaned_data)
            messages.success(request, _("{name} is out of service.").format(name=tenant.name))
            return self._back(tenant)
        return self._form(request, tenant, form, _("Put out of service"))

    def enable(self, request: HttpRequest, tenant_id: int) -> HttpResponse:
        tenant = self._company(request, tenant_id)
        if tenant.leaves_at is not None:  # that has to be taken back
            return self._back(tenant)
        if request.method == "POST":
            with acting(staff(request)):
                service.enable(tenant=tenant)
            messages.success(request, _("{name} is in service again.").format(name=tenant.name))
            return self._back(tenant)
        return self._form(request, tenant, Form(), _("Put into service again"))

    def stay(self, request: HttpRequest, tenant_id: int) -> HttpResponse:
        """Its owner had it deleted, and that is taken back for them."""
        tenant, form = self._company(request, tenant_id), Form(request.POST or None)
        if request.method == "POST":
            try:
                with acting(staff(request)):
                    stays = leaving.stay(tenant=tenant)
            except OutOfReach:
                messages.error(request, OUT_OF_REACH)
                return self._back(tenant)
            told = _("{name} stays.") if stays else _("The time of {name} is up.")
            messages.success(request, told.format(name=tenant.name))
            return self._back(tenant)
        return self._form(request, tenant, form, _("Take the deletion back"))

    def enter(self, request: HttpRequest, tenant_id: int) -> HttpResponse:
        """Asks why, and who it is once more."""
        tenant = self._company(request, tenant_id)
        if not is_fresh(request):
            return prove_again(request, request.get_full_path())
        form = EnterForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            with acting(staff(request)):
                visits.begin(person=request.user, tenant=tenant, **form.cleaned_data)
            return redirect("admin:visit", tenant.pk)
        return self._form(request, tenant, form, _("Look into the company"))

    def _company(self, request: HttpRequest, tenant_id: int) -> Tenant:
        if not self.admin_site.has_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=tenant_id)

    def _form(self, request: HttpRequest, tenant: Tenant, form: Any, title: str) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "title": title, "subtitle": tenant.name,
                   "form": form, "company": tenant, "opts": self.opts}  # fmt: skip
        return render(request, "platform/form.html", context)

    @staticmethod
    def _back(tenant: Tenant) -> HttpResponse:
        return redirect(reverse("admin:tenants_tenant_change", args=[tenant.pk]))


def staff(request: HttpRequest) -> Actor:
    """Who the company reads of in its trail."""
    return current_actor()._replace(through=STAFF, name=str(request.user), member_id=None)
