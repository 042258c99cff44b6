"""Pages of a feature that the plan does not have: which plan has it, in place of the page."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .standing import may_use
from .table import FEATURES, with_feature

BEHIND = re.compile(
    r"^/t/[-\w]+/(?:"
    + "|".join(
        f"(?P<{name}>{'|'.join(map(re.escape, feature.pages))})"
        for name, feature in FEATURES.items()
        if feature.pages
    )
    + ")"
)


class PlanGate:
    """Behind TenantMiddleware: who has no business in a company does not hear of its plan."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        feature = feature_of(request.path_info) if hasattr(request, "membership") else None
        if feature is None or may_use(request.tenant, feature):
            return self.get_response(request)
        context = {"feature": FEATURES[feature].label, "plans": with_feature(feature)}
        return render(request, "tenants/plan_needed.html", context, status=402)


def feature_of(path: str) -> str | None:
    match = BEHIND.match(path)
    return match.lastgroup if match else None
