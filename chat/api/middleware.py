"""Below /api/ the token says whose data it is about: its company's scope is open before the view's
transaction (ATOMIC_REQUESTS) does anything."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from helpdesk.tenancy import tenant_scope
from tenants.audit import Actor, acting, requesting
from tenants.audit.acting import TOKEN

from .tokens import company_of

PREFIX = "/api/"


class ApiMiddleware:
    """Opens the scope that the token names; whether the token is any good is for the view, which
    finds it inside that scope or not at all. Programs are answered in English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        with translation.override("en"), acting(lambda: _who(request)), _scope_of(request):
            return self.get_response(request)


@contextmanager
def _scope_of(request: HttpRequest) -> Iterator[None]:
    company = company_of(request.headers.get("Authorization", ""))
    if company is None:
        yield
        return
    with tenant_scope(company):
        yield


def _who(request: HttpRequest) -> Actor:
    """For the audit trail: the program by the name of its token, and whoever made that."""
    found = requesting(request)()
    token = getattr(request, "token", None)
    return found._replace(through=TOKEN, name=token.name) if token else found
