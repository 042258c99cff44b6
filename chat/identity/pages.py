"""Settings > Connections > Identity: the secret a company's server signs with, and whether only
what is signed counts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tenants.rights import needs
from tenants.signin.fresh import needs_fresh_sign_in

from .examples import IN_A_PAGE, ON_A_SERVER
from .secrets import end_former, renew_secret, require_signature, settings_of


class IdentityForm(forms.Form):
    is_required = forms.BooleanField(
        label=gettext_lazy("Take only what your server has signed"),
        required=False,
        help_text=gettext_lazy(
            "Otherwise a name nobody has signed is shown to your team as “Says to be”."
        ),
    )


@needs("integrate")
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: HttpRequest, slug: str) -> HttpResponse:
    form = IdentityForm(request.POST)
    if request.method == "POST" and form.is_valid():
        require_signature(request.tenant, form.cleaned_data["is_required"])
        messages.success(request, _("Saved."))
        return redirect("settings_identity", slug)
    return _page(request)


@needs("integrate")
@needs_fresh_sign_in
@require_POST
def secret(request: HttpRequest, slug: str) -> HttpResponse:
    """A new one; it is in the answer to the request that made it, and nowhere else."""
    return _page(request, shown=renew_secret(request.tenant))


@needs("integrate")
@require_POST
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """The one before counts no more, at once."""
    end_former(request.tenant)
    messages.success(request, _("Saved."))
    return redirect("settings_identity", slug)


def _page(request: HttpRequest, shown: str = "") -> HttpResponse:
    row = settings_of(request.tenant)
    is_replaced = row.former_ends_at is not None and row.former_ends_at > timezone.now()
    context: dict[str, Any] = {
        "form": IdentityForm(initial={"is_required": row.is_required}),
        "settings": row,
        "shown": shown,
        "former_ends_at": row.former_ends_at if is_replaced else None,
        "on_a_server": ON_A_SERVER.replace("SITE_KEY", request.tenant.site_key),
        "in_a_page": IN_A_PAGE,
    }
    response = render(request, "chat/settings_identity.html", context)
    response["Cache-Control"] = "no-store"
    return response
