"""The one door through which addresses leave: the list of those who agreed to news, with the proof
of each; who took it is written down in the same transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from chat.actions import Refused
from feedback import addresses
from feedback.models import (
    ConsentEvent,
    ConsentText,
    LiveConsent,
    MarketingExport,
    Purpose,
    Suppression,
)
from tenants.audit import record
from tenants.models import Membership

What = ConsentEvent.What


@dataclass(frozen=True)
class Proof:
    """Somebody who agreed: ticked the box in these words, then confirmed the address."""

    address: str
    text: ConsentText
    ticked_at: datetime | None
    ticked_where: str
    confirmed_at: datetime
    receipts: tuple[UUID, ...]


@transaction.atomic
def export_marketing(*, member: Membership) -> list[Proof]:
    """Nothing is written down where there is nobody on the list. Raises Refused: forbidden."""
    if not member.may("manage_settings"):
        raise Refused("forbidden")
    found = marketing_proofs()
    if found:
        MarketingExport.objects.create(tenant_id=member.tenant_id, by=member, count=len(found))
        record("export.made", target="news", lines=len(found))
    return found


def marketing_proofs() -> list[Proof]:
    """Without addresses that are not written to any more, and those nobody can unseal."""
    rows = LiveConsent.objects.filter(purpose=Purpose.MARKETING).order_by("pk")
    stopped = Suppression.objects.values("digest")
    rows = rows.exclude(address__digest__in=stopped).select_related("address", "text", "event")
    ticks = _ticks([row.visitor_id for row in rows])
    return [proof for row in rows if (proof := _proof(row, ticks)) is not None]


def _ticks(subjects: list[int]) -> dict[tuple[int, int], ConsentEvent]:
    """(visitor, text) -> the last time they ticked it."""
    given = ConsentEvent.objects.filter(
        purpose=Purpose.MARKETING, what=What.GIVEN, subject__in=subjects
    )
    return {(line.subject, line.text_id): line for line in given.order_by("pk")}


def _proof(row: LiveConsent, ticks: dict[tuple[int, int], ConsentEvent]) -> Proof | None:
    try:
        address = addresses.unseal(row.address.sealed)
    except addresses.BadAddress:
        return None
    ticked = ticks.get((row.visitor_id, row.text_id))
    lines = [line for line in (ticked, row.event) if line is not None]
    return Proof(
        address,
        row.text,
        ticked.at if ticked else None,
        ticked.place if ticked else "",
        row.event.at,
        tuple(line.receipt for line in lines),
    )
