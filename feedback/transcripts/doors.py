"""Where copies of a chat are fetched.

`POST /transcript/<key>/` with the visitor's token gives the addresses of the copy of their chat;
these, and the one in a mail, carry their permission in themselves and last thirty days.
"""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from chat.doors import is_allowed_origin, refusal
from chat.limits import frames_wait
from chat.models import Conversation
from chat.sides.visitor import find_visitor
from chat.widget import active_tenant
from feedback.links import BadLink, Use, company_of, read_link
from helpdesk.languages import wanted
from helpdesk.tenancy import tenant_scope
from tenants.audit import record
from tenants.hours import zone_named
from tenants.models import Tenant
from tenants.rights import needs

from .addresses import copy_of
from .lines import Transcript, transcript_of, zone_of


@csrf_exempt  # carries its own token, no cookie
@transaction.non_atomic_requests
@require_POST
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """{"page", "text"}: two addresses, for reading and printing and for keeping. Refused as the
    files door does, and 404 before the first message."""
    tenant = active_tenant(key)
    if tenant is None:
        return refusal(404, "not_found")
    if not is_allowed_origin(request, tenant.allowed_origins):
        return refusal(403, "forbidden_origin")
    token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    with tenant_scope(tenant):
        return _addresses(token)


def _addresses(token: str) -> HttpResponse:
    visitor = find_visitor(token)
    if visitor is None:
        return refusal(401, "bad_token")
    if (wait := frames_wait(f"transcript {visitor.pk} of {visitor.tenant_id}")) > 0:
        return refusal(429, "slow_down", wait)
    if (found := copy_of(visitor)) is None:
        return refusal(404, "not_found")
    response = JsonResponse(found)
    response["Cache-Control"] = "no-store"
    return response


@never_cache
@require_safe
def page(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """The visitor's copy, also after the company's site key has changed."""
    try:
        tenant_id = company_of(token, Use.TRANSCRIPT)
        visitor_id, number = read_link(token, Use.TRANSCRIPT)
    except BadLink:
        return _gone(request)
    tenant = Tenant.objects.real().filter(pk=tenant_id, is_active=True).first()
    if tenant is None:
        return _gone(request)
    with tenant_scope(tenant):
        chats = Conversation.objects.select_related("visitor__tenant")
        chat = chats.filter(pk=int(number), visitor=visitor_id).first()
        return _visitors_copy(request, chat) if chat else _gone(request)


def _visitors_copy(request: HttpRequest, chat: Conversation) -> HttpResponse:
    visitor = chat.visitor
    with translation.override(wanted(request, visitor.spoken, visitor.tenant.language)):
        return _copy(request, transcript_of(chat, zone_of(visitor), you=True))


def _gone(request: HttpRequest) -> HttpResponse:
    with translation.override(wanted(request)):
        response = render(request, "feedback/transcript_gone.html", status=404)
        return _private(response)


@never_cache
@require_safe
@needs("chat")
def operators_copy(request: HttpRequest, slug: str, conversation: int) -> HttpResponse:
    """The chat as the customer saw it: without notes, whispers and what else is for colleagues."""
    chats = Conversation.objects.select_related("visitor__tenant")
    chat = get_object_or_404(chats, pk=conversation)
    if not chat.last_public_seq:
        raise Http404
    return _copy(request, transcript_of(chat, zone_named(chat.visitor.tenant.zone), you=False))


def _copy(request: HttpRequest, found: Transcript) -> HttpResponse:
    made_at = date_format(timezone.now().astimezone(found.zone), "DATETIME_FORMAT")
    context = {"transcript": found, "made_at": made_at}
    if request.GET.get("as") == "text":
        kind = "text/plain; charset=utf-8"
        response = render(request, "feedback/transcript.txt", context, content_type=kind)
        day = found.conversation.created_at.astimezone(found.zone).date().isoformat()
        response["Content-Disposition"] = f'attachment; filename="chat-{day}.txt"'
        if getattr(request, "membership", None):
            record("export.made", target="chat", chat=found.conversation.pk)
    else:
        response = render(request, "feedback/transcript.html", context)
    response["Content-Language"] = translation.get_language()
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    """The address alone lets in: it is neither passed on nor found by search engines."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    response["X-Content-Type-Options"] = "nosniff"
    return response
