"""Where whoever found a hole can tell us (RFC 9116)."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

GOOD_FOR = timedelta(days=180)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """`/.well-known/security.txt`; 404 where the installation names nobody (SECURITY_CONTACT)."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    until = (timezone.now() + GOOD_FOR).strftime("%Y-%m-%dT00:00:00Z")
    lines = [f"Contact: {each}" for each in settings.SECURITY_CONTACT]
    lines += [f"Expires: {until}", "Preferred-Languages: en"]
    lines += [f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt"]
    if settings.SECURITY_POLICY:
        lines += [f"Policy: {settings.SECURITY_POLICY}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
