"""How it stands with a visitor's permission. Call inside the company's scope."""

from typing import Any

from feedback import addresses
from feedback.models import Address, LiveConsent, Purpose


def in_force(visitor_id: int) -> list[LiveConsent]:
    """In the order of the purposes. A confirmation that is still to come is one of them."""
    rows = LiveConsent.objects.filter(visitor_id=visitor_id).select_related("text", "event")
    order = list(Purpose)
    return sorted(rows, key=lambda row: order.index(Purpose(row.purpose)))


def address_of(visitor_id: int) -> str:
    """The one they gave last; "" without one. Raises BadAddress: sealed with another key."""
    newest = _newest(visitor_id)
    return addresses.unseal(newest.sealed) if newest else ""


def veiled_address(visitor_id: int) -> str:
    """As they recognise it themselves; "" without one."""
    newest = _newest(visitor_id)
    return addresses.recognisable(newest.sealed) if newest else ""


def _newest(visitor_id: int) -> Address | None:
    return Address.objects.filter(visitor_id=visitor_id).order_by("-pk").first()


def standing(visitor_id: int) -> dict[str, Any]:
    """{"purposes": what they may be written to for, "confirming": whether they were asked by mail
    to confirm their address}."""
    found = LiveConsent.objects.filter(visitor_id=visitor_id).values_list("purpose", flat=True)
    held = set(found)
    return {
        "purposes": [str(one) for one in Purpose if one in held - {Purpose.CONFIRMATION}],
        "confirming": Purpose.CONFIRMATION in held,
    }
