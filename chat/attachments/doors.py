"""Bringing a file in. Its bytes are the body of the request; it gets a token to send it with.

Two doors with the same rooms behind them: the widget's, with the visitor's token, and the
console's, with the session.
"""

from asyncio import get_running_loop
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from chat import blocks, units
from chat.arrivals import find_site
from chat.doors import is_allowed_origin, refusal
from chat.limits import uploads_wait
from chat.models import Attachment, Visitor
from chat.sides.visitor import find_visitor
from helpdesk.watch.calls import note_company
from tenants.models import Tenant

from . import scanning, storing
from .links import facts, shown
from .names import read_name
from .storing import Owner
from .types import MOST_BYTES
from .unfit import Unfit

# One picture at a time: it may take 160 MB while it is open.
_easel = ThreadPoolExecutor(1, "pictures")

View = Callable[..., Awaitable[HttpResponse]]


def told_kindly(view: View) -> View:
    @wraps(view)
    async def answering(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return await view(*args, **kwargs)
        except Unfit as error:
            body = {"error": {"code": error.code, "message": error.message}}
            return _no_store(JsonResponse(body, status=error.status))
        except (OperationalError, InterfaceError):
            return refusal(503, "unavailable")

    return answering


# --- the widget's door ------------------------------------------------------------------------


@csrf_exempt  # carries its own token, no cookie
@transaction.non_atomic_requests
@require_POST
@told_kindly
async def visitor_files(request: HttpRequest, key: str) -> HttpResponse:
    tenant, visitor = await _who_asks(request, key)
    if isinstance(visitor, HttpResponse):
        return visitor
    if told := await units.in_tenant(tenant.pk, blocks.shown_to, visitor):
        return _blocked(told["words"])
    address = request.META.get("REMOTE_ADDR", "")
    wait = uploads_wait(f"visitor {visitor.pk} of {tenant.pk}", address)
    return await _take_in(request, tenant, visitor, wait)


@csrf_exempt
@transaction.non_atomic_requests
@require_http_methods(["GET", "DELETE"])
@told_kindly
async def visitor_file(request: HttpRequest, key: str, token: str) -> HttpResponse:
    tenant, visitor = await _who_asks(request, key)
    if isinstance(visitor, HttpResponse):
        return visitor
    return await _look_or_drop(request, tenant, visitor, token)


def _blocked(words: str) -> HttpResponse:
    body = {"error": {"code": "blocked", "message": words}}
    return _no_store(JsonResponse(body, status=403))


async def _who_asks(request: HttpRequest, key: str) -> tuple[Any, Visitor | HttpResponse]:
    """The company and its visitor, or the answer for somebody who may not come in."""
    tenant = await units.unscoped(find_site, key)
    if tenant is None:
        return None, refusal(404, "not_found")
    note_company(tenant.pk)
    if not is_allowed_origin(request, tenant.allowed_origins):
        return None, refusal(403, "forbidden_origin")
    token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    visitor = await units.in_tenant(tenant.pk, find_visitor, token)
    return tenant, visitor or refusal(401, "bad_token")


# --- the console's door; the middleware has let in members only, and checked the CSRF token ----


@transaction.non_atomic_requests
@require_POST
@told_kindly
async def operator_files(request: HttpRequest, slug: str) -> HttpResponse:
    member = request.membership  # type: ignore[attr-defined]
    if not member.may("chat"):
        return refusal(404, "not_found")
    wait = uploads_wait(f"member {member.pk} of {member.tenant_id}")
    return await _take_in(request, request.tenant, member, wait)  # type: ignore[attr-defined]


@transaction.non_atomic_requests
@require_http_methods(["GET", "DELETE"])
@told_kindly
async def operator_file(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    member = request.membership  # type: ignore[attr-defined]
    if not member.may("chat"):
        return refusal(404, "not_found")
    return await _look_or_drop(request, request.tenant, member, token)  # type: ignore[attr-defined]


# --- the rooms behind them --------------------------------------------------------------------


async def _take_in(
    request: HttpRequest, tenant: Tenant, owner: Owner, wait_s: float
) -> HttpResponse:
    if wait_s > 0:
        raise Unfit("slow_down")
    name, content = read_name(request.headers.get("X-File-Name", "")), _content(request)
    context = copy_context()
    prepared = await get_running_loop().run_in_executor(
        _easel, context.run, storing.prepare, name, content
    )
    kept = await units.in_tenant(tenant.pk, storing.keep, owner, prepared)
    return _answer(kept, owner, status=201)


def _content(request: HttpRequest) -> bytes:
    """Raises Unfit: too_large, by what is announced as well as by what comes; bad_type for a form,
    whose boundaries would become part of the file."""
    if (request.content_type or "").startswith("multipart/"):
        raise Unfit("bad_type")
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        raise Unfit("too_large")
    return request.read(MOST_BYTES + 1)


async def _look_or_drop(
    request: HttpRequest, tenant: Tenant, owner: Owner, token: str
) -> HttpResponse:
    if request.method == "DELETE":
        dropped = await units.in_tenant(tenant.pk, _drop_unsent, owner, token)
        return _no_store(HttpResponse(status=204)) if dropped else refusal(404, "not_found")
    found = await units.in_tenant(tenant.pk, _find, owner, token)
    return _answer(found, owner) if found else refusal(404, "not_found")


def _find(owner: Owner, token: str) -> Attachment | None:
    """A file this person sent, or that is in a conversation they can see."""
    found = Attachment.objects.filter(token=token).select_related("conversation").first()
    if found is None or not _is_for(found, owner):
        return None
    scanning.ask_again(found)
    return found


def _is_for(file: Attachment, owner: Owner) -> bool:
    if not isinstance(owner, Visitor):
        return file.conversation_id is not None or file.member_id == owner.pk
    if file.conversation is not None:
        return file.conversation.visitor_id == owner.pk
    return file.visitor_id == owner.pk


def _drop_unsent(owner: Owner, token: str) -> bool:
    attachment = storing.unsent_of(owner).filter(token=token).first()
    if attachment is not None:
        attachment.delete()
    return attachment is not None


def _answer(file: Attachment, owner: Owner, status: int = 200) -> HttpResponse:
    is_visitor = isinstance(owner, Visitor)
    told = shown(facts(file), file.tenant_id, signed=is_visitor) | {"state": file.state}
    return _no_store(JsonResponse({"file": told}, status=status))


def _no_store(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
