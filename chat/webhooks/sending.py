"""One delivery, all the way: claim and commit, send, commit how that ended; then what waited for
it. Nothing is held while the other end takes its time.
"""

from datetime import UTC, datetime
from time import monotonic

from django.conf import settings
from django.utils import timezone

from helpdesk import outgoing, sealing, signing
from helpdesk.outbox import Threads
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from . import claims
from .claims import Claim
from .models import SEALED_SECRET, Delivery, Endpoint
from .outcomes import Result

AGENT = "helpdesk-webhooks/1"
IN_A_ROW = 20  # of one conversation, before others get their turn


def send(tenant_id: int, delivery_id: int) -> None:
    """Does nothing where there is nothing to do. Raises only what the database raises."""
    tenant = Tenant.objects.real().filter(pk=tenant_id, is_active=True).first()
    if tenant is None:
        return
    with tenant_scope(tenant):
        wanted: int | None = delivery_id
        for _ in range(IN_A_ROW):
            claimed = claims.claim(wanted) if wanted else None
            if claimed is None:
                return
            result = attempt(claimed)
            claims.settle(claimed, result)
            wanted = claims.following(claimed) if result.has_worked else None


def attempt(claimed: Claim) -> Result:
    """Also where the address leads into our own network: then nobody was asked."""
    began = monotonic()
    status, why = None, ""
    try:
        status = _post(claimed.delivery)
    except outgoing.Forbidden:
        why = "forbidden"
    except outgoing.TooSlow:
        why = "slow"
    except sealing.CannotOpen:
        why = "sealed"
    except (OSError, UnicodeError):
        why = "unreachable"
    return Result(status, round((monotonic() - began) * 1000), why)


def _post(delivery: Delivery) -> int:
    endpoint = delivery.endpoint
    headers = headers_for(endpoint, delivery.message_id, delivery.body, datetime.now(UTC))
    return outgoing.post(endpoint.url, delivery.body.encode(), headers)


def headers_for(endpoint: Endpoint, message_id: str, body: str, at: datetime) -> dict[str, str]:
    """Signed with every secret that is good now. Raises sealing.CannotOpen."""
    keys = keys_of(endpoint)
    if not keys:
        return {"Content-Type": "application/json", "User-Agent": AGENT}
    return signing.signed(keys, message_id, at, body, AGENT)


def keys_of(endpoint: Endpoint) -> list[str]:
    """The newest first. Raises sealing.CannotOpen."""
    sealed = [endpoint.sealed_secret]
    if endpoint.old_secret_until and endpoint.old_secret_until > timezone.now():
        sealed.append(endpoint.sealed_old_secret)
    return [sealing.unseal(each, SEALED_SECRET) for each in sealed if each is not None]


# Somebody else's server that is slow holds up nothing but webhooks.
_threads = Threads("webhooks", lambda: settings.WEBHOOKS_AT_ONCE, send)
send_soon = _threads.soon
