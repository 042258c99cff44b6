"""A program is known by its token, and by nothing else: no cookie counts here."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request

from helpdesk.watch.calls import note_company

from .models import ApiToken
from .rates import wrong_token_wait
from .tokens import company_of, find_token, note_use

UNKNOWN = "This token is not known, has run out or was revoked."


class BearerToken(BaseAuthentication):
    """Sets `token`, `tenant` and `membership` (who made the token) on the request."""

    def authenticate(self, request: Request) -> tuple[Any, ApiToken] | None:
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        token = find_token(header) if company_of(header) else None
        if token is None:
            self._count_wrong_one(request)
            raise AuthenticationFailed(UNKNOWN)
        note_use(token)
        note_company(token.tenant_id)
        for each in (request, request._request):  # what Django calls further out reads the second
            each.token, each.tenant, each.membership = token, token.tenant, token.made_by
        request.membership.tenant = token.tenant
        return AnonymousUser(), token

    def _count_wrong_one(self, request: Request) -> None:
        if (wait := wrong_token_wait(request.META.get("REMOTE_ADDR", ""))) > 0:
            raise Throttled(wait)

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
