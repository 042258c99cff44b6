"""What every view of the API is made of."""

from typing import Any

from rest_framework.exceptions import APIException, NotAuthenticated, PermissionDenied, Throttled
from rest_framework.permissions import BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from tenants.plans.standing import plan_of

from . import idempotency
from .authentication import BearerToken
from .filters import ClosedFilters
from .pagination import NewestFirst
from .parsers import StrictJson
from .rates import Rate, count_request
from .scopes import BY_NAME
from .tokens import may

READING = ("GET", "HEAD")
ID = "[0-9]{1,18}"  # lookup_value_regex


class NotInPlan(APIException):
    status_code = 402
    default_code = "plan"
    default_detail = "The company's plan does not have this. Chats go on in the console."


class HasScope(BasePermission):
    """The token has the scope of the view, and its maker the right that belongs to it."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.auth is None:
            raise NotAuthenticated("Send your token: Authorization: Bearer hd_…")
        scope = view.scope()
        if not may(request.token, scope):
            told = f"This token may not do that: it lacks {scope}."
            raise PermissionDenied(told, "missing_scope")
        plan = plan_of(request.tenant).features
        if not {"api", BY_NAME[scope].feature} <= plan:
            raise NotInPlan
        return True


class Company:
    """A view of one company's data: by a token, counted, safe to repeat.

    `scope_read` and `scope_write` are names of chat.api.scopes. `request.tenant`, `request.token`
    and `request.membership` (who made the token, with `tenant`) are there in every method.
    """

    scope_read = ""
    scope_write = ""

    authentication_classes = [BearerToken]
    permission_classes = [HasScope]
    renderer_classes = [JSONRenderer]
    parser_classes = [StrictJson]
    filter_backends = [ClosedFilters]
    pagination_class = NewestFirst
    metadata_class = None
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    lookup_value_regex = ID

    _rate: Rate | None = None
    _answer: Any = None

    def scope(self) -> str:
        return self.scope_read if self.request.method in READING else self.scope_write

    def perform_authentication(self, request: Request) -> None:
        super().perform_authentication(request)
        if request.auth is None:
            return
        self._rate = count_request(request.tenant.pk, request.token.pk)
        if self._rate is not None and not self._rate.is_within:
            raise Throttled(self._rate.reset_s - 1)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method == "POST":
            self._answer = idempotency.begin(request)

    def handle_exception(self, exc: Exception) -> Response:
        self._answer = None
        if isinstance(exc, idempotency.Replay):
            return exc.response
        return super().handle_exception(exc)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        if self._answer is not None and idempotency.is_kept(response.status_code):
            idempotency.keep(self._answer, response)
        for name, value in (self._rate.headers() if self._rate else {}).items():
            response[name] = value
        response["Cache-Control"] = "no-store"
        return super().finalize_response(request, response, *args, **kwargs)


class CompanyView(Company, APIView):
    """For what is one thing."""


class CompanyViewSet(Company, GenericViewSet):
    """For lists of things. Start every queryset from `self.request.tenant`."""
