"""The schema, and the page that shows it: the same for everybody, in English, and no secret."""

from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from .reading_schema import Group, groups_of
from .schema import REFUSALS
from .scopes import SCOPES

TITLE = "Helpdesk API"
WORDS = {
    "begin": "To begin with",
    "token": "Make a token in Settings, Connections, API. It is shown once; send it with every "
    "request. The names are those of Chatwoot where there is such a thing: messages have content, "
    "message_type and private, conversations a status, a priority and an assignee.",
    "pages": "Lists come in pages of 25, the newest first unless it says otherwise: follow next. "
    "A filter that does not exist is an error.",
    "again": "Send an Idempotency-Key with every POST, and a request that may have been lost can "
    "be sent again: it is carried out once.",
    "wrong": "When something is wrong",
    "problem": "Errors are problem details (RFC 9457), in English: go by code. What belongs to "
    "another company is not there: 404.",
    "limits": "Every answer says how many requests are left in this minute: RateLimit-Limit, "
    "RateLimit-Remaining, RateLimit-Reset.",
    "scopes": "What a token may do",
    "contents": "Contents",
    "file": "OpenAPI 3.1 file",
    "asks": "Parameters",
    "body": "Body",
    "answers": "Answer",
    "required": "required",
    "nothing": "Nothing.",
    "status": "Status",
    "meaning": "Meaning",
    "scope": "Scope",
    "skip": "Skip to the content",
}


@cache
def schema() -> dict[str, Any]:
    return SchemaGenerator().get_schema(public=True)


@cache
def groups() -> list[Group]:
    return groups_of(schema())


@transaction.non_atomic_requests
@require_safe
@cache_control(public=True, max_age=300)
def openapi(request: HttpRequest) -> JsonResponse:
    response = JsonResponse(schema(), json_dumps_params={"indent": 1})
    response["Access-Control-Allow-Origin"] = "*"  # for whoever reads schemas in a browser
    return response


@transaction.non_atomic_requests
@require_safe
@cache_control(public=True, max_age=300)
def document(request: HttpRequest) -> HttpResponse:
    ask = f'curl {settings.PUBLIC_URL}/api/v1/people \\\n  -H "Authorization: Bearer $TOKEN"'
    context = {
        "title": TITLE,
        "words": WORDS,
        "groups": groups(),
        "example": ask,
        "scopes": [(scope.name, scope.label) for scope in SCOPES],
        "refusals": REFUSALS.items(),
    }
    return render(request, "chat/api_document.html", context)
