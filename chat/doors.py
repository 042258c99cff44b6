"""The HTTP doors, for networks where sockets are blocked: the same frames, several at once."""

from collections.abc import Awaitable
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from helpdesk.watch.calls import note_company

from . import frames, origins, units
from .arrivals import find_site
from .frames import MESSAGES, BadFrame
from .limits import frames_wait, new_visitor_wait
from .sides.base import Side
from .sides.operator import OperatorSide
from .sides.visitor import VisitorSide

MOST_FRAMES = 20


class RequestLine:
    """A `Line` (`chat.sides.base`) that lives as long as one request: nothing can be pushed."""

    is_live = False

    def __init__(self) -> None:
        self.frames: list[dict[str, Any]] = []

    def is_gone(self) -> bool:
        return False  # who has asked by HTTP is answered

    def reply(self, frame: dict[str, Any]) -> None:
        self.frames.append(frame)

    async def join(self, group: str) -> None: ...

    def leave(self, group: str) -> None: ...

    def hold(self) -> None: ...

    def let_go(self) -> None: ...

    async def room(self) -> None: ...

    def later(self, work: Awaitable[None]) -> Awaitable[None]:
        return work


@csrf_exempt  # carries its own token, no cookie
@transaction.non_atomic_requests
@require_POST
async def visitor_frames(request: HttpRequest, key: str) -> JsonResponse:
    try:
        tenant = await units.unscoped(find_site, key)
        if tenant is None:
            return refusal(404, "not_found")
        note_company(tenant.pk)
        if not is_allowed_origin(request, tenant.allowed_origins):
            return refusal(403, "forbidden_origin")
        incoming = _read(request)
        address = request.META.get("REMOTE_ADDR", "")
        line = RequestLine()
        side = VisitorSide(tenant, line, may_make_visitor=lambda: new_visitor_wait(address))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        if token:
            await side.recognise(token)
        elif not incoming or incoming[0].get("type") != "hello":
            return refusal(401, "bad_token")
        if (wait := frames_wait(token or address)) > 0:
            return refusal(429, "slow_down", wait)
        return await _answer(side, line, incoming)
    except BadFrame as error:
        return refusal(STATUS[error.code], error.code)
    except (OperationalError, InterfaceError):
        return refusal(503, "unavailable")


@transaction.non_atomic_requests
@require_POST
async def operator_frames(request: HttpRequest, slug: str) -> JsonResponse:
    """The middleware has let in members only, and checked the CSRF token."""
    member = request.membership
    if not member.may("chat"):
        return refusal(404, "not_found")
    try:
        incoming = _read(request)
        if (wait := frames_wait(f"{member.tenant_id}.{member.pk}")) > 0:
            return refusal(429, "slow_down", wait)
        line = RequestLine()
        return await _answer(OperatorSide(request.tenant, member, line), line, incoming)
    except BadFrame as error:
        return refusal(STATUS[error.code], error.code)
    except (OperationalError, InterfaceError):
        return refusal(503, "unavailable")


STATUS = {"bad_json": 400, "bad_token": 401, "too_large": 413}


async def _answer(side: Side, line: RequestLine, incoming: list[dict[str, Any]]) -> JsonResponse:
    for frame in incoming:
        await side.handle(frame)
    return _no_store(JsonResponse({"frames": line.frames}))


def _read(request: HttpRequest) -> list[dict[str, Any]]:
    """The frames of a request. Raises BadFrame: too_large, bad_json."""
    if request.content_type != "application/json":  # forms are read by others before us
        raise BadFrame("bad_json")
    if int(request.headers.get("Content-Length") or 0) > frames.MAX_FRAME:
        raise BadFrame("too_large")
    if len(request.body) > frames.MAX_FRAME:
        raise BadFrame("too_large")
    try:
        incoming = frames.parse(request.body.decode()).get("frames")
    except UnicodeDecodeError:
        raise BadFrame("bad_json") from None
    well_formed = isinstance(incoming, list) and len(incoming) <= MOST_FRAMES
    if not well_formed or not all(isinstance(frame, dict) for frame in incoming):
        raise BadFrame("bad_json")
    return incoming


def is_allowed_origin(request: HttpRequest, listed: list[str]) -> bool:
    origin = request.headers.get("Origin")
    if origin is None:  # not a browser, or the same origin: the token decides
        return request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
    return origins.is_allowed(origin, request.get_host(), listed)


def refusal(status: int, code: str, wait: float = 0.0) -> JsonResponse:
    body = {"error": {"code": code, "message": MESSAGES[code]}}
    response = _no_store(JsonResponse(body, status=status))
    if wait:
        response["Retry-After"] = str(int(wait) + 1)
    return response


def _no_store(response: JsonResponse) -> JsonResponse:
    response["Cache-Control"] = "no-store"
    return response
