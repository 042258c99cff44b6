"""An address that was asked to confirm itself and never did is not kept for longer than the link in
that mail lasts."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from feedback.actions.consents import By, What, withdraw
from feedback.links import LASTS, Use
from feedback.models import LiveConsent, Purpose
from tenants.models import Tenant

AT_ONCE = 200


def care(tenant: Tenant) -> Iterable[datetime | None]:
    """Says when the next one ends. Call inside the company's scope."""
    drop_unconfirmed(timezone.now())
    lasts = LASTS[Use.CONFIRM]
    waiting = LiveConsent.objects.filter(purpose=Purpose.CONFIRMATION).order_by("given_at")
    given_at = waiting.values_list("given_at", flat=True).first()
    return [given_at + lasts if given_at and lasts else None]


def drop_unconfirmed(now: datetime) -> int:
    """How many there were."""
    lasts = LASTS[Use.CONFIRM]
    rows = LiveConsent.objects.filter(purpose=Purpose.CONFIRMATION, given_at__lte=now - lasts)
    late = list(rows.values_list("visitor_id", flat=True)[:AT_ONCE])
    for visitor_id in late:
        withdraw(
            visitor_id=visitor_id,
            purposes=[Purpose.CONFIRMATION],
            what=What.EXPIRED,
            by=By.SYSTEM,
            place="relay",
        )
    return len(late)
