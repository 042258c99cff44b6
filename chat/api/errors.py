"""What is answered when something is wrong: problem details (RFC 9457) with a code to go by."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as FormError
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from chat.actions import Refused
from chat.frames import MESSAGES, BadFrame

from .parsers import TooLarge

TYPE = "application/problem+json"
STATUS = {"not_found": 404, "forbidden": 403, "too_large": 413, "slow_down": 429}
CODES = {400: "invalid", 401: "unauthorised", 404: "not_found"}


class Conflict(exceptions.APIException):
    """The request is well-formed, and what there is stands against it."""

    status_code = 409
    default_code = "conflict"


def problem(
    status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """`errors`: [{"field", "code", "detail"}], where single fields are to blame."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    return body | {"errors": errors} if errors else body


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """For REST framework. None: not one of ours, so Django's 500 answers it."""
    known = _known(error)
    if known is None:
        return None
    set_rollback()
    return Response(_told(known), known.status_code, headers=_headers(known), content_type=TYPE)


def _known(error: Exception) -> exceptions.APIException | None:
    if isinstance(error, exceptions.APIException):
        return error
    if isinstance(error, Http404):
        return exceptions.NotFound("There is nothing of this id here.")
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, RequestDataTooBig):
        return TooLarge()
    if isinstance(error, FormError):
        return exceptions.ValidationError(error.messages)
    if isinstance(error, Refused | BadFrame):
        return _refusal(error)
    return None


def _refusal(error: Refused | BadFrame) -> exceptions.APIException:
    """What an action refuses: 422 where the words are to blame, 409 where the state is."""
    usual = 422 if isinstance(error, BadFrame) or error.field else 409
    told = exceptions.APIException(MESSAGES.get(error.code, "This is not possible now."))
    told.status_code = STATUS.get(error.code, usual)
    told.detail = exceptions.ErrorDetail(str(told.detail), error.code)
    told.field = error.field
    return told


def _told(error: exceptions.APIException) -> dict[str, Any]:
    status = error.status_code
    if isinstance(error, exceptions.ValidationError):
        errors = list(_flat(error.detail))
        first = errors[0]
        where = f"{first['field']}: " if first["field"] else ""
        return problem(status, "invalid", f"{where}{first['detail']}", errors)
    code = CODES.get(status) or error.get_codes()
    field = getattr(error, "field", None)
    named = [{"field": field, "code": code, "detail": str(error.detail)}] if field else None
    return problem(status, code, str(error.detail), named)


def _flat(detail: Any, field: str = "") -> Any:
    """Each thing that is wrong, with the way to it: "week.2.opens"."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            name = "" if name == "non_field_errors" else str(name)
            yield from _flat(inner, ".".join(filter(None, (field, name))))
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from _flat(inner, f"{field}.{number}" if nested else field)
    else:
        code = getattr(detail, "code", "invalid")
        yield {"field": field, "code": code, "detail": str(detail)}


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {"Cache-Control": "no-store"}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait) + 1)
    return headers


def problem_page(request: HttpRequest, status: int, code: str, detail: str) -> JsonResponse:
    """The same for what never reaches a view of ours."""
    response = JsonResponse(problem(status, code, detail), status=status, content_type=TYPE)
    response["Cache-Control"] = "no-store"
    return response


@csrf_exempt  # no cookie counts here
def no_such_address(request: HttpRequest, rest: str = "") -> JsonResponse:
    return problem_page(request, 404, "not_found", "There is nothing at this address.")
