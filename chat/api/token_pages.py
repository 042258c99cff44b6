"""Settings > Connections > API: the tokens of a company's programs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tenants.rights import needs
from tenants.signin.fresh import needs_fresh_sign_in

from .models import ApiToken
from .scopes import BY_NAME
from .token_form import TokenForm
from .tokens import make_token, revoke_token, works

ENDED_SHOWN = 20


@needs("integrate")
@require_safe
def tokens(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, made: ApiToken | None = None, shown: str = "") -> HttpResponse:
    """`shown` is in the answer to the request that made it, and nowhere else."""
    rows = list(request.tenant.api_tokens.select_related("made_by", "tenant"))
    for row in rows:
        row.labels = [BY_NAME[name].label for name in row.scopes if name in BY_NAME]
        row.works = works(row)
    working = [row for row in rows if row.works]
    ended = [row for row in rows if not row.works][:ENDED_SHOWN]
    context = {"working": working, "ended": ended, "made": made, "shown": shown}
    response = render(request, "chat/settings_api.html", context)
    response["Cache-Control"] = "no-store"
    return response


@needs("integrate")
@needs_fresh_sign_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    form = TokenForm(request.POST or None, member=request.membership)
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("name", "scopes", "speaks_as")}
        made, shown = make_token(member=request.membership, expires_at=form.expires_at, **wanted)
        return _page(request, made, shown)
    return render(request, "chat/settings_api_new.html", {"form": form})


@needs("integrate")
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, slug: str, token_id: int) -> HttpResponse:
    """Asks first."""
    row = get_object_or_404(request.tenant.api_tokens, pk=token_id)
    if request.method == "POST":
        revoke_token(token=row)
        told = _("{name} is let in no more.")
        messages.success(request, told.format(name=row.name))
        return redirect("settings_api", slug)
    return render(request, "chat/settings_api_revoke.html", {"token": row})
