"""`/m/<key>/rate/<token>/`: the survey by a link in a mail, without a login. Opening it stores
nothing, whatever its address says: programs that read mail follow links, people press buttons."""

from contextlib import ExitStack
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from chat.actions import Refused
from chat.models import Visitor
from chat.phrases import language_for
from feedback.links import Use, read_link
from feedback.models import Ask
from feedback.promises.way_back import company_of_link, private
from helpdesk.languages import wanted
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from . import asking
from .link_form import AnswersForm, ScoreForm


# The token in the address is who may do it; nothing here is done by anybody's session or cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, key: str, token: str) -> HttpResponse:
    tenant = company_of_link(key, token, Use.RATE)
    with ExitStack() as stack:
        if tenant is not None:
            stack.enter_context(tenant_scope(tenant))
        ask, visitor = _asked(token) if tenant is not None else (None, None)
        language = language_for(visitor) if visitor else wanted(request)
        stack.enter_context(translation.override(language))
        if tenant is None or ask is None or visitor is None:
            return private(_page(request, tenant, "unknown", status=404))
        return private(_answer(request, tenant, visitor, ask))


def _asked(token: str) -> tuple[Ask | None, Visitor | None]:
    """What the link is about; where the chat went on and was closed again, the question after
    that."""
    visitor_id, number = read_link(token, Use.RATE)
    asks = Ask.objects.select_related("version", "operator", "conversation")
    ask = asks.filter(pk=int(number), conversation__visitor=visitor_id).first()
    if ask is None:
        return None, None
    if ask.ended_at is not None:
        later = asks.filter(conversation=ask.conversation_id, ended_at=None)
        ask = later.order_by("-closing").first() or ask
    return ask, Visitor.objects.select_related("tenant").get(pk=visitor_id)


def _answer(request: HttpRequest, tenant: Tenant, visitor: Visitor, ask: Ask) -> HttpResponse:
    if ask.ended_at is not None:
        return _page(request, tenant, "goes_on", status=410)
    if not asking.is_in_time(ask, asking.rating_of(ask)):
        return _page(request, tenant, "late", status=410)
    survey = asking.shown(ask, visitor)
    is_tap = survey["score"] is None or "score" in request.POST or "again" in request.GET
    make = ScoreForm if is_tap else AnswersForm
    form = make(request.POST or None, survey=survey)
    if request.method == "POST" and form.is_valid():
        return _keep(request, tenant, visitor, ask, form, "" if is_tap else "?done")
    return _asking(request, tenant, survey, form, is_tap=is_tap)


def _keep(
    request: HttpRequest, tenant: Tenant, visitor: Visitor, ask: Ask, form: Any, then: str
) -> HttpResponse:
    try:
        form.keep(visitor, ask)
    except Refused as refused:  # blocked, or the chat was opened again in this very moment
        state = "goes_on" if refused.code == "not_now" else refused.code
        return _page(request, tenant, state, status=403)
    return redirect(request.path + then)


def _asking(
    request: HttpRequest, tenant: Tenant, survey: dict[str, Any], form: Any, *, is_tap: bool
) -> HttpResponse:
    state = "tap" if is_tap else "done" if "done" in request.GET else "questions"
    chosen = str(survey["score"] or "") if is_tap else ""
    more = {"survey": survey, "form": form, "chosen": request.GET.get("score") or chosen}
    status = 400 if form.is_bound else 200
    return _page(request, tenant, state, status=status, **more)


def _page(
    request: HttpRequest, tenant: Tenant | None, state: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"tenant": tenant, "state": state, **more}
    return render(request, "feedback/rate.html", context, status=status)
