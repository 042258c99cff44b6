"""What the widget says of who answers stays true with a bot."""

from django.utils.translation import gettext_noop as _

from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from .models import Bot

USUAL = Tenant._meta.get_field("courtesy").default
WITH_BOT = _(
    "An automatic assistant may answer first. Real people are here, too. No name or e-mail needed."
)


def courtesy_of(tenant: Tenant) -> str:
    """Its own words stay; ours, "You are talking to real people", would not be true. Not
    translated yet."""
    if tenant.courtesy != USUAL:
        return tenant.courtesy
    with tenant_scope(tenant):
        return WITH_BOT if Bot.objects.filter(is_on=True).exists() else USUAL
