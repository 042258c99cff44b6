"""The schema, and the page that shows it: the same for everybody, and no secret."""

from functools import cache
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator


@cache
def schema() -> dict[str, Any]:
    return SchemaGenerator().get_schema(public=True)


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
    return HttpResponse()
