"""Headers that every answer carries, whatever answered: pages, the API, downloads, static files.

Django's own middleware adds HSTS, nosniff, the referrer and the opener policy, django-csp the
Content-Security-Policy; a view that says something stricter for itself is left alone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Features no page of ours uses; what passkeys, the clipboard and sounds need stays as it is.
UNUSED = (
    "accelerometer bluetooth browsing-topics camera display-capture geolocation gyroscope hid "
    "local-fonts magnetometer microphone midi payment screen-wake-lock serial usb "
    "xr-spatial-tracking"
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in UNUSED.split())
# What companies' own pages load from us, by tag.
FOR_OTHER_SITES = ("/widget.js", "/widget/", "/static/", "/portraits/")


class HeadersMiddleware:
    """Stands in front of all others, so that it sees what they answer by themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", _who_may_load(request))
        return response


def _who_may_load(request: HttpRequest) -> str:
    return "cross-origin" if request.path_info.startswith(FOR_OTHER_SITES) else "same-origin"
