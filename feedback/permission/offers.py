"""What a visitor can be asked for, in which words; and the proof of what they were shown.

An offer travels with a signature over the numbers of its texts and of the visitor. Only what stands
in an offer made to the very visitor who gives it back can be agreed to. Call inside the company's
scope.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils import translation

from chat.actions import Refused
from chat.models import Visitor
from chat.phrases import language_for
from feedback.actions.ledger import text_for
from feedback.models import PrivacyNotice, Purpose
from tenants.models import Tenant

from .state import standing

SALT = "feedback.permission.offer"
ASKED = (
    Purpose.FOLLOW_UP,
    Purpose.TRANSCRIPT,
    Purpose.SURVEY,
    Purpose.SATISFIED_CHECK,
    Purpose.MARKETING,
)


@dataclass(frozen=True)
class Offer:
    conversation_id: int | None
    texts: frozenset[int]


def notice_of(tenant: Tenant) -> PrivacyNotice:
    return PrivacyNotice.objects.filter(tenant=tenant).first() or PrivacyNotice(tenant=tenant)


def may_be_asked(tenant: Tenant, visitor_id: int, wanted: Iterable[str] = ASKED) -> list[Purpose]:
    """Those of `wanted` that the company asks for and that are not in force or under way; nothing
    where somebody only practises: no such customer agrees to anything."""
    if tenant.is_sandbox:
        return []
    held = standing(visitor_id)
    out = set(held["purposes"])
    if held["confirming"] or not notice_of(tenant).asks_marketing:
        out.add(Purpose.MARKETING)
    wanted = set(wanted)
    return [purpose for purpose in ASKED if purpose in wanted and purpose not in out]


def make_offer(
    visitor: Visitor, purposes: Iterable[Purpose], conversation_id: int | None = None
) -> dict[str, Any]:
    """As cards and frames carry it (docs/protocol.md): {"texts", "locale", "offer"}."""
    locale = language_for(visitor)
    texts = [_text(visitor.tenant, purpose, locale) for purpose in purposes]
    shown = [text["id"] for text in texts] + [
        text["also"]["id"] for text in texts if "also" in text
    ]
    signed = [visitor.tenant_id, visitor.pk, conversation_id, shown]
    return {"texts": texts, "locale": locale, "offer": signing.dumps(signed, salt=SALT)}


def _text(tenant: Tenant, purpose: Purpose, locale: str) -> dict[str, Any]:
    """News need a second permission, for the mail that asks to confirm: its words stand below."""
    kept = text_for(tenant, purpose, locale)
    with translation.override(locale):
        label = str(purpose.label)
    text = {"id": kept.pk, "purpose": str(purpose), "label": label, "wording": kept.wording}
    if purpose != Purpose.MARKETING:
        return text
    also = text_for(tenant, Purpose.CONFIRMATION, locale)
    return text | {"also": {"id": also.pk, "wording": also.wording}}


def read_offer(visitor: Visitor, token: str) -> Offer:
    """Raises Refused: unknown_text, for what was never shown to this visitor."""
    try:
        tenant_id, visitor_id, conversation_id, texts = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Refused("unknown_text", field="offer") from None
    if (tenant_id, visitor_id) != (visitor.tenant_id, visitor.pk):
        raise Refused("unknown_text", field="offer")
    return Offer(conversation_id, frozenset(texts))
