"""The lines of the ledger and what is in force: how one is written and the other begins and ends.

For `consents`, whose actions lock the visitor first, so that two of them never meet halfway.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from django.db import IntegrityError, transaction

from chat.actions import Refused
from chat.models import Visitor
from feedback import addresses
from feedback.models import Address, ConsentEvent, ConsentText, LiveConsent, OutgoingMail, Purpose
from feedback.telling import tell_consent
from feedback.wording import words_of
from tenants import audit
from tenants.models import Tenant

What, By = ConsentEvent.What, ConsentEvent.By


@dataclass(frozen=True)
class Proof:
    """Of what somebody said elsewhere: by what, when, and who wrote it down here."""

    how: str = ""
    shown_at: datetime | None = None
    member_id: int | None = None


HERE = Proof()


def text_for(tenant: Tenant, purpose: str, locale: str) -> ConsentText:
    """The words of a purpose as they are today, kept for good the first time they are shown.

    A changed wording (of ours, or the company's name in it) is the next version.
    """
    wording = words_of(purpose, tenant.name, locale)
    hashed = sha256(wording.encode()).hexdigest()
    versions = ConsentText.objects.filter(tenant=tenant, purpose=purpose, locale=locale)
    newest = versions.order_by("-version").first()
    if newest is not None and newest.sha256 == hashed:
        return newest
    number = newest.version + 1 if newest else 1
    try:
        with transaction.atomic():
            made = ConsentText.objects.create(
                tenant=tenant,
                purpose=purpose,
                locale=locale,
                version=number,
                wording=wording,
                sha256=hashed,
            )
            audit.record("consent.text_changed", target=f"{purpose} ({locale})", number=number)
            return made
    except IntegrityError:  # somebody was shown the same at the same moment
        return versions.get(version=number)


def lock_visitor(visitor_id: int) -> Visitor:
    """Until the transaction ends. Raises Refused: not_found (erased meanwhile)."""
    rows = Visitor.objects.select_for_update(no_key=True, of=("self",)).select_related("tenant")
    try:
        return rows.get(pk=visitor_id)
    except Visitor.DoesNotExist:
        raise Refused("not_found") from None


def lock_live(visitor_id: int, purpose: str) -> LiveConsent | None:
    """Locked until the transaction ends: no mail can be queued on it meanwhile."""
    rows = LiveConsent.objects.select_for_update(of=("self",)).select_related("text", "address")
    return rows.filter(visitor_id=visitor_id, purpose=purpose).first()


def address_of(visitor: Visitor, address: str) -> Address:
    """The row that keeps it sealed; `address` is as `addresses.read_address` gives it."""
    found, _ = Address.objects.get_or_create(
        tenant_id=visitor.tenant_id,
        visitor=visitor,
        digest=addresses.digest(visitor.tenant_id, address),
        defaults={"sealed": addresses.seal(address)},
    )
    return found


def put_in_force(
    visitor: Visitor,
    address: Address,
    text: ConsentText,
    what: str,
    place: str,
    conversation_id: int | None = None,
    proof: Proof = HERE,
) -> ConsentEvent | None:
    """None when just this is in force already."""
    live = lock_live(visitor.pk, text.purpose)
    if live is not None and live.address_id == address.pk and live.text_id == text.pk:
        return None
    if live is not None:
        end(live)
    event = record(
        visitor.pk,
        text,
        what,
        By.VISITOR,
        place,
        conversation_id=conversation_id,
        member_id=proof.member_id,
        proof=proof,
    )
    LiveConsent.objects.create(
        tenant_id=visitor.tenant_id,
        visitor=visitor,
        purpose=text.purpose,
        address=address,
        text=text,
        event=event,
    )
    tell_consent("given", event)
    return event


def end(live: LiveConsent) -> None:
    State = OutgoingMail.State
    mails = OutgoingMail.objects.filter(live_consent=live)
    mails.filter(state=State.QUEUED).update(
        state=State.CANCELLED, live_consent=None, problem="withdrawn"
    )
    mails.update(live_consent=None)  # sent, or on its way this very second
    live.delete()


def drop_unused_addresses(visitor_id: int) -> None:
    """An address nothing in force needs is forgotten."""
    Address.objects.filter(visitor_id=visitor_id, consents=None).delete()


def record(
    subject: int,
    text: ConsentText,
    what: str,
    by: str,
    place: str,
    *,
    conversation_id: int | None = None,
    member_id: int | None = None,
    proof: Proof = HERE,
) -> ConsentEvent:
    return ConsentEvent.objects.create(
        tenant_id=text.tenant_id,
        receipt=uuid4(),
        subject=subject,
        purpose=text.purpose,
        what=what,
        text=text,
        conversation=conversation_id,
        by=by,
        member=member_id,
        place=place,
        how=proof.how,
        shown_at=proof.shown_at,
    )


def last_event(subject: int, purpose: str) -> ConsentEvent | None:
    rows = ConsentEvent.objects.filter(subject=subject, purpose=purpose).select_related("text")
    return rows.order_by("-pk").first()


def asked_marketing(subject: int) -> ConsentText | None:
    """The words somebody ticked for news and has not confirmed yet, if that is how it stands."""
    last = last_event(subject, Purpose.MARKETING)
    return last.text if last is not None and last.what == What.GIVEN else None
