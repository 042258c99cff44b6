"""Whether the line a company copied has been seen at work, and what kept it from it."""

from django.core.cache import cache
from django.utils import timezone

from tenants.models import Tenant

from .embedding import ORIGIN
from .origins import is_listed

REMEMBERED_S = 3600


def note_snippet(tenant: Tenant, origin: str) -> None:
    """The first time a page of the company's own asks: the snippet is where it belongs."""
    if tenant.snippet_seen_at is None and is_listed(origin, tenant.allowed_origins):
        Tenant.objects.filter(pk=tenant.pk, snippet_seen_at=None).update(
            snippet_seen_at=timezone.now(), snippet_seen_on=origin
        )


def note_stranger(tenant: Tenant, origin: str) -> None:
    """A page that is not on the list has asked. While the company sets up, that is most often its
    own under a name it forgot: the list of first steps then asks."""
    if tenant.snippet_seen_at is None and tenant.set_up_at is None and ORIGIN.fullmatch(origin):
        cache.set(_key(tenant), origin, REMEMBERED_S)


def stranger(tenant: Tenant) -> str:
    """The origin that asked last and is still not on the list; empty when there is none."""
    origin = cache.get(_key(tenant), "")
    return "" if origin in tenant.allowed_origins else origin


def _key(tenant: Tenant) -> str:
    return f"snippet-stranger:{tenant.pk}"
