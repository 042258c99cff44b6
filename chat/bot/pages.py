"""Settings > Automatic assistant."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chat.articles.for_customers import public_articles
from chat.models import Article
from tenants.audit import trailed
from tenants.rights import needs

from .breaker import WHY, is_resting, worked
from .certainty import LEAST
from .deciding import decide
from .figures import figures
from .forms import BotForm, ServiceForm, TryForm
from .knowing import look_up
from .models import Bot, BotChat
from .secrets import new_secret, secret_of
from .service import Reply, ServiceFailed, ask


@needs("manage_settings")
@require_http_methods(["GET", "HEAD", "POST"])
@trailed("bot", Bot)
def bot(request: HttpRequest, slug: str) -> HttpResponse:
    row = _bot_of(request)
    form = BotForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. It counts from the next question on."))
        return redirect("settings_bot", slug)
    context = {
        "form": form,
        "bot": row,
        "is_empty": not public_articles(request.tenant),
        "has_any": Article.objects.exists(),
        "figures": figures(),
        **_tried(request, row),
    }
    return render(request, "chat/settings_bot.html", context)


def _bot_of(request: HttpRequest) -> Bot:
    """What is stored, or what would be."""
    if request.method == "POST":
        return Bot.objects.get_or_create(tenant=request.tenant)[0]
    return Bot.objects.first() or Bot(tenant=request.tenant)


def _tried(request: HttpRequest, row: Bot) -> dict[str, Any]:
    """What it would do with `?say=`: nothing is asked of anybody's service, nothing is kept."""
    form = TryForm(request.GET if request.GET.get("say") else None)
    said = form.cleaned_data["say"] if form.is_valid() else ""
    if not said:
        return {"trying": form}
    tenant = request.tenant
    decision = decide(tenant, row, BotChat(), said, tenant.language)
    looked = look_up(tenant, said, tenant.language)
    articles = Article.objects.in_bulk([found.article_id for found in looked])
    return {
        "trying": form,
        "said": said,
        "decision": decision,
        "least": LEAST[row.boldness],
        "found": [(articles[found.article_id], found) for found in looked],
    }


@needs("manage_settings")
@require_http_methods(["GET", "HEAD", "POST"])
@trailed("bot", Bot)
def service(request: HttpRequest, slug: str) -> HttpResponse:
    row = _bot_of(request)
    form = ServiceForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        kept = form.save(commit=False)
        secret = new_secret(kept) if kept.service_url and kept.service_secret is None else ""
        kept.save()
        if secret:
            return _service_page(request, form, kept, secret)
        messages.success(request, _("Saved. It counts from the next question on."))
        return redirect("settings_bot_service", slug)
    return _service_page(request, form, row)


def _service_page(
    request: HttpRequest, form: ServiceForm, row: Bot, secret: str = ""
) -> HttpResponse:
    """A secret is in the answer to the request that made it, and nowhere else."""
    context = {
        "form": form,
        "bot": row,
        "secret": secret,
        "has_secret": row.service_secret is not None,
        "is_resting": is_resting(row),
        "why": WHY.get(row.failed_why, ""),
    }
    response = render(request, "chat/settings_bot_service.html", context)
    if secret:
        response["Cache-Control"] = "no-store"
    return response


@needs("manage_settings")
@require_POST
def renew_secret(request: HttpRequest, slug: str) -> HttpResponse:
    """The old one ends at once."""
    row = _bot_of(request)
    secret = new_secret(row)
    row.save()
    return _service_page(request, ServiceForm(instance=row), row, secret)


@needs("manage_settings")
@require_POST
def try_service(request: HttpRequest, slug: str) -> HttpResponse:
    """One question, now, with what it says."""
    row = _bot_of(request)
    try:
        reply = _asked_for_a_test(request, row)
    except ServiceFailed as error:
        messages.error(request, str(WHY[error.why]))
    else:
        worked(row)
        silent = _("It works, and says that it does not know: a person would answer.")
        told = _("It works. Its answer: “{answer}”").format(answer=reply.text)
        messages.success(request, told if reply.text else silent)
    return redirect("settings_bot_service", slug)


def _asked_for_a_test(request: HttpRequest, row: Bot) -> Reply:
    """Raises ServiceFailed."""
    tenant = request.tenant
    about = {
        "company": tenant.slug,
        "conversation": 0,
        "language": tenant.language,
        "page": "",
        "question": _("How long does a parcel take?"),
        "before": [],
        "articles": [],
    }
    return ask(
        url=row.service_url,
        secret=secret_of(row),
        about=about,
        request_id=uuid4(),
        timeout_s=row.timeout_ms / 1000,
    )
