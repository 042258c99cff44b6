"""Getting a file back: `/files/<tenant id>/<token>/<name>`."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from chat.models import Attachment
from helpdesk.tenancy import tenant_scope
from tenants.middleware import find_membership
from tenants.models import Tenant

from . import storing
from .links import is_signed
from .types import TYPES

POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@transaction.non_atomic_requests
@require_safe
def file(request: HttpRequest, tenant_id: int, token: str, name: str) -> HttpResponse:
    """404 for everybody who may not have it, as for a file that is not there.

    `name` is only for the eyes: what it is saved as comes from us.
    """
    tenant = Tenant.objects.filter(pk=tenant_id, is_active=True).first()
    if tenant is None or not _may_have(request, tenant, token):
        raise Http404
    with tenant_scope(tenant):
        ready = Attachment.objects.filter(token=token, state=Attachment.State.READY)
        attachment = ready.first()
        if attachment is None:
            raise Http404
        return _response(attachment)


def _may_have(request: HttpRequest, tenant: Tenant, token: str) -> bool:
    until, sign = request.GET.get("until", ""), request.GET.get("sign", "")
    if sign:
        return is_signed(tenant.pk, token, until, sign)
    if not request.user.is_authenticated:
        return False
    member = find_membership(request.session, request.user, tenant.slug)
    return member is not None and member.may("chat")


def _response(attachment: Attachment) -> HttpResponse:
    try:
        content = storing.read(attachment)
    except FileNotFoundError:
        raise Http404 from None
    kind = TYPES[attachment.type]
    charset = "" if kind.is_image or not kind.mime.startswith("text/") else "; charset=utf-8"
    response = HttpResponse(content, content_type=f"{kind.mime}{charset}")
    response["Content-Disposition"] = content_disposition_header(
        not kind.is_image, attachment.name
    )  # only pictures are of our own making
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response
