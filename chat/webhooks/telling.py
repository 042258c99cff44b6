"""Those who look after connections are told that an endpoint was paused."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from chat.phrases import language_of
from tenants.mail import tell_those_who_may
from tenants.models import Tenant

from .models import Endpoint

PAGES = {Endpoint.Kind.WEBHOOK: "webhook"}  # of notifications: "notification"


def tell_owners(tenant: Tenant, endpoint_id: int) -> int:
    """By mail, in the company's language; returns how many were told."""
    row = Endpoint.objects.filter(pk=endpoint_id, paused_at__isnull=False).first()
    if row is None:
        return 0
    with translation.override(language_of(tenant)):
        page = PAGES.get(Endpoint.Kind(row.kind), "notification")
        context = {
            "endpoint": row,
            "why": Endpoint.Paused(row.paused_why).label,
            "link": settings.PUBLIC_URL + reverse(page, args=[tenant.slug, row.pk]),
        }
        subject = _("{company}: “{name}” is paused").format(company=tenant.name, name=row.name)
        return tell_those_who_may(
            "integrate", tenant, subject, "chat/mail/endpoint_paused.txt", context
        )
