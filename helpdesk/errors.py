"""What is answered when something breaks behind a page or a door."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from chat.api.errors import problem_page

AGAIN_IN_S = 5


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 where the database cannot be reached, so that clients try again by themselves."""
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    if request.path.startswith("/api/"):
        response: HttpResponse = _problem(request, is_away)
    elif is_away and request.path.endswith("/frames/"):
        error = {"code": "unavailable", "message": "Nothing was stored. Send it again."}
        response = JsonResponse({"error": error}, status=503)
    else:
        response = render(request, "500.html", status=503 if is_away else 500)
    if is_away:
        response["Retry-After"] = str(AGAIN_IN_S)
    response["Cache-Control"] = "no-store"
    return response


def _problem(request: HttpRequest, is_away: bool) -> HttpResponse:
    if is_away:
        return problem_page(request, 503, "unavailable", "Nothing was stored. Send it again.")
    return problem_page(request, 500, "internal", "Something went wrong on our side.")
