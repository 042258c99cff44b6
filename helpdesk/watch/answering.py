"""Around the whole application: each request and socket has an id, which goes into every log line
and into the answer, and each request is counted and timed.

Paths are not kept: they carry the tokens of links. The pattern of the route takes their place.
"""

import logging
import re
import uuid
from collections.abc import Callable
from time import perf_counter
from typing import Any

from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, Scope
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .calls import Call, current_call, enter
from .meters import HTTP, HTTP_S

HEADER = b"x-request-id"
AN_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())
STATIC, OTHER = "static", "other"  # files; and what led to no page of ours

logger = logging.getLogger("helpdesk.request")
of_sockets = logging.getLogger("helpdesk.socket")


class Watched:
    """Around the whole application."""

    def __init__(self, app: ASGI3Application) -> None:
        self.app = app

    async def __call__(
        self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        call = Call(id_of(scope))
        enter(call)
        if scope["type"] == "http":
            await self._answer(call, scope, receive, send)
        else:
            await self._hold(call, scope, receive, send)

    async def _hold(self, call: Call, scope: Any, receive: Any, send: Any) -> None:
        try:
            await self.app(scope, receive, send)
        finally:
            if call.route:
                of_sockets.info("closed", extra={"side": call.route})

    async def _answer(self, call: Call, scope: Any, receive: Any, send: Any) -> None:
        began, status = perf_counter(), 0

        async def send_with_id(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message.get("headers", ()), (HEADER, call.id.encode())]
                message = {**message, "headers": headers}
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            note(call, scope, status, perf_counter() - began)


def id_of(scope: Any) -> str:
    """What a proxy in front has called it, if that is an id; else a new one."""
    for name, value in scope.get("headers", ()):
        if name == HEADER and AN_ID.fullmatch(value):
            return str(value, "ascii")
    return uuid.uuid4().hex


def note(call: Call, scope: Any, status: int, took_s: float) -> None:
    """Status 0: nobody waited for the answer any more."""
    is_static = not call.route and scope["path"].startswith(settings.STATIC_URL)
    route = call.route or (STATIC if is_static else OTHER)
    method = scope["method"] if scope["method"] in METHODS else OTHER
    HTTP.labels(route, method, status).inc()
    HTTP_S.labels(route).observe(took_s)
    seen = {"method": method, "route": route, "status": status, "ms": round(took_s * 1000, 1)}
    logger.info("answered", extra=seen)


class RouteMiddleware:
    """Notes which route a request took, as soon as that is known, and into which company it has
    been let. Where a view finds that out itself, it says so (`calls.note_company`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if (call := current_call()) and request.resolver_match:
            call.route = request.resolver_match.route
            call.tenant_id = getattr(request, "tenant", None) and request.tenant.pk
            call.conversation_id = kwargs.get("conversation")


def note_socket(side: str, tenant_id: int) -> None:
    """The socket that is being answered turned out to be one of these; it says so itself."""
    if call := current_call():
        call.route, call.tenant_id = side, tenant_id
        of_sockets.info("opened", extra={"side": side})
