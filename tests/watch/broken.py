"""A page that breaks, quoting what it was sent."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def broken(request: HttpRequest, token: str) -> HttpResponse:
    raise RuntimeError(f"{token} {request.POST['body']}")


handler500 = "helpdesk.errors.server_error"
urlpatterns = [path("broken/<str:token>/", broken)]
