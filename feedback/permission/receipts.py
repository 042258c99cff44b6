"""A consent receipt for each line of the ledger, with the fields of ISO/IEC TS 27560:2023.

It holds numbers and words, never the address: so it can be kept by both sides, also after erasure.
"""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from chat.render import instant
from feedback.models import ConsentEvent, LiveConsent, PrivacyNotice, Purpose, Retention
from tenants.models import Tenant

from .offers import notice_of
from .places import place_name

SCHEMA = "ISO/IEC TS 27560:2023"
What = ConsentEvent.What
BEGINS = (What.GIVEN, What.CONFIRMED)


def receipt_of(event: ConsentEvent) -> dict[str, Any]:
    """Call inside the company's scope."""
    tenant, text = event.tenant, event.text
    notice = notice_of(tenant)
    with translation.override(text.locale if text else tenant.language):
        return {
            "schema_version": SCHEMA,
            "record_id": str(event.receipt),
            "pii_principal_id": f"{tenant.slug}/{event.subject}",
            "status": status_of(event),
            "valid_until": instant(_ended_at(event)),
            "pii_processing": {
                "privacy_notice": notice.policy_url or None,
                "language": text.locale if text else None,
                "notice": _notice(event),
                "purposes": [_purpose(event, tenant, notice)],
            },
            "party_identification": [party(tenant, notice)],
            "event": {
                "event_time": instant(event.at),
                "event_type": "explicit" if event.what in BEGINS else "ending",
                "event_state": event.what,
                "entity_id": event.by,
                "place": event.place,
                "shown_time": instant(event.shown_at),
                "conversation": event.conversation,
            },
        }


def _notice(event: ConsentEvent) -> dict[str, Any] | None:
    """The very words, as they were shown."""
    text = event.text
    return text and {
        "id": text.pk,
        "version": text.version,
        "sha256": text.sha256,
        "wording": text.wording,
        "first_shown": instant(text.created_at),
    }


def _purpose(event: ConsentEvent, tenant: Tenant, notice: PrivacyNotice) -> dict[str, Any]:
    return {
        "purpose": event.purpose,
        "purpose_description": str(Purpose(event.purpose).label),
        "lawful_basis": "consent, GDPR article 6(1)(a)",
        "pii_information": [{"pii_type": "e-mail address", "pii_optional": True}],
        "pii_controllers": [party(tenant, notice)["party_id"]],
        "collection_method": event.how or place_name(event.place),
        "processing_method": _("Sending e-mail for this purpose alone"),
        "storage_location": settings.PUBLIC_URL,
        "retention_period": _kept_for(tenant),
        "recipients": [],
        "withdrawal_method": _(
            "One click on the privacy page, or the link to stop in every e-mail; no login"
        ),
    }


def party(tenant: Tenant, notice: PrivacyNotice) -> dict[str, Any]:
    return {
        "party_id": tenant.slug,
        "party_role": "PII controller",
        "party_name": notice.controller or tenant.name,
        "party_contact": notice.contact or None,
        "party_url": notice.policy_url or None,
    }


def _kept_for(tenant: Tenant) -> str:
    kept = Retention.objects.filter(tenant=tenant).values_list("addresses_days", flat=True).first()
    if kept is None:
        return _("Until it is taken back")
    return _("Until it is taken back, at most %(days)s days after the chat") % {"days": kept}


def status_of(event: ConsentEvent) -> str:
    """in_force, waiting (for the confirmation), ended."""
    if event.what not in BEGINS:
        return "ended"
    live = LiveConsent.objects.filter(visitor=event.subject)
    if live.filter(event=event.pk).exists():
        return "in_force"
    is_last = not _later(event).exists()
    asked = live.filter(purpose=Purpose.CONFIRMATION).exists()
    return "waiting" if event.purpose == Purpose.MARKETING and is_last and asked else "ended"


def _later(event: ConsentEvent) -> Any:
    same = ConsentEvent.objects.filter(subject=event.subject, purpose=event.purpose)
    return same.filter(pk__gt=event.pk).order_by("pk")


def _ended_at(event: ConsentEvent) -> Any:
    return _later(event).values_list("at", flat=True).first()
