"""Settings > Delete the company, and the way back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenants.audit import Actor, acting
from tenants.audit.acting import CUSTOMER, SESSION, current_actor
from tenants.hours import zone_named
from tenants.models import Tenant
from tenants.plans.pages import OUT_OF_REACH
from tenants.plans.paying import OutOfReach
from tenants.rights import needs
from tenants.signin.fresh import needs_fresh_sign_in

from .asking import leave, stay
from .inventory import inventory
from .links import company_of
from .paying import paid_subscription


class LeaveForm(forms.Form):
    """Nobody types the name of their company by mistake."""

    name = forms.CharField(label=gettext_lazy("The company’s name"), max_length=80)

    def __init__(self, *args: object, tenant: Tenant, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.tenant = tenant
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def clean_name(self) -> str:
        said = " ".join(self.cleaned_data["name"].split())
        if said.casefold() != " ".join(self.tenant.name.split()).casefold():
            told = _("That is another name. It is called {name}.").format(name=self.tenant.name)
            raise ValidationError(told, code="name")
        return said


@never_cache
@needs("own")
@require_http_methods(["GET", "HEAD", "POST"])
@needs_fresh_sign_in
def leaving(request: HttpRequest, slug: str) -> HttpResponse:
    tenant = request.tenant
    form = LeaveForm(request.POST or None, tenant=tenant)
    if request.method == "POST" and form.is_valid():
        try:
            leave(tenant=tenant)
        except OutOfReach:
            form.add_error(None, OUT_OF_REACH)
        else:
            return redirect("companies")  # which says when it goes, and how to keep it
    context = {
        "form": form,
        "goes": inventory(),
        "pays": paid_subscription(tenant) is not None,
    }
    return render(request, "tenants/leave.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def staying(request: HttpRequest, token: str) -> HttpResponse:
    """By the link of the mail; asks first, for programs follow links, too."""
    tenant = company_of(token)
    if tenant is None:
        return _over(request)
    context = {"company": tenant, "refusal": ""}
    if request.method == "POST":
        try:
            return _taken_back(request, tenant)
        except OutOfReach:
            context["refusal"] = OUT_OF_REACH
    with timezone.override(zone_named(tenant.zone)):
        return render(request, "tenants/leave_back.html", context)


def _taken_back(request: HttpRequest, tenant: Tenant) -> HttpResponse:
    with acting(_whoever_has_the_link()):
        if not stay(tenant=tenant):
            return _over(request)
    messages.success(request, _("{name} stays, as it was.").format(name=tenant.name))
    return redirect("companies")


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "tenants/leave_over.html", status=404)


def _whoever_has_the_link() -> Actor:
    who = current_actor()
    if who.through == CUSTOMER:
        return Actor(SESSION, _("Whoever had the link of the mail"))
    return who
