"""Mail that comes back, and people who call it unwanted: the address is not written to any more."""

import logging

from django.db import transaction

from feedback.actions.consents import By, What, withdraw
from feedback.models import LiveConsent, Suppression
from helpdesk.tenancy import current_tenant_id

logger = logging.getLogger(__name__)

Why = Suppression.Why


@transaction.atomic
def stop_address(digest: str, why: str) -> None:
    """For good, whoever left it. All that was agreed to with it ends; twice is as good as once.
    Call inside the company's scope."""
    tenant_id = current_tenant_id()
    rows = LiveConsent.objects.filter(address__digest=digest)
    Suppression.objects.get_or_create(tenant_id=tenant_id, digest=digest, why=why)
    agreed: dict[int, list[str]] = {}
    for visitor_id, purpose in rows.order_by("visitor_id").values_list("visitor_id", "purpose"):
        agreed.setdefault(visitor_id, []).append(purpose)
    for visitor_id, purposes in agreed.items():
        withdraw(
            visitor_id=visitor_id, purposes=purposes, what=What.STOPPED, by=By.SYSTEM, place="relay"
        )
    logger.info("an address of company %s is stopped: %s", tenant_id, why)
