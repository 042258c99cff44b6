"""Permission: given, confirmed, taken back. Every change is a line of the ledger."""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from chat.actions import Refused
from chat.models import Visitor
from feedback import addresses
from feedback.models import (
    Address,
    ConsentEvent,
    ConsentText,
    LiveConsent,
    OutgoingMail,
    Purpose,
)
from feedback.wording import words_of
from tenants.models import Tenant

What, By = ConsentEvent.What, ConsentEvent.By


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
            return ConsentText.objects.create(
                tenant=tenant,
                purpose=purpose,
                locale=locale,
                version=number,
                wording=wording,
                sha256=hashed,
            )
    except IntegrityError:  # somebody was shown the same at the same moment
        return versions.get(version=number)


@transaction.atomic
def give(
    *,
    visitor: Visitor,
    email: str,
    texts: Iterable[int],
    place: str,
    conversation_id: int | None = None,
) -> list[ConsentEvent]:
    """Permission of a visitor, in the words they were shown (`texts`: numbers of ConsentText).

    Marketing is not in force before the address is confirmed: for it, permission to ask for the
    confirmation is recorded here, and `confirm` does the rest. Giving again what is in force, to
    the same address, changes nothing; to another one it replaces the address.

    Returns the new lines. Raises Refused: bad_address, nothing_agreed, unknown_text.
    """
    try:
        address = addresses.read_address(email)
    except addresses.BadAddress:
        raise Refused("bad_address", field="email") from None
    wanted = _texts(visitor.tenant_id, texts)
    row = _address(visitor, address)
    given = []
    for text in wanted:
        if event := _put_in_force(visitor, row, text, What.GIVEN, place, conversation_id):
            given.append(event)
    drop_unused_addresses(visitor.pk)
    return given


def _texts(tenant_id: int, numbers: Iterable[int]) -> list[ConsentText]:
    numbers = set(numbers)
    found = list(ConsentText.objects.filter(pk__in=numbers).order_by("pk"))
    if not numbers:
        raise Refused("nothing_agreed", field="texts")
    if len(found) != len(numbers) or any(text.purpose == Purpose.MARKETING for text in found):
        raise Refused("unknown_text", field="texts")
    return found


def _address(visitor: Visitor, address: str) -> Address:
    found, _ = Address.objects.get_or_create(
        tenant_id=visitor.tenant_id,
        visitor=visitor,
        digest=addresses.digest(visitor.tenant_id, address),
        defaults={"sealed": addresses.seal(address)},
    )
    return found


def _put_in_force(
    visitor: Visitor,
    address: Address,
    text: ConsentText,
    what: str,
    place: str,
    conversation_id: int | None,
) -> ConsentEvent | None:
    """None when just this is in force already."""
    live = _lock_live(visitor.pk, text.purpose)
    if live is not None and live.address_id == address.pk and live.text_id == text.pk:
        return None
    if live is not None:
        _end(live)
    event = _record(visitor.pk, text, what, By.VISITOR, place, conversation_id=conversation_id)
    LiveConsent.objects.create(
        tenant_id=visitor.tenant_id,
        visitor=visitor,
        purpose=text.purpose,
        address=address,
        text=text,
        event=event,
    )
    return event


@transaction.atomic
def confirm(*, visitor: Visitor, text: ConsentText, place: str) -> ConsentEvent:
    """The second half of double opt-in: whoever has the address said so. Raises Refused:
    not_found (no confirmation was asked for, or it was taken back)."""
    asked = _lock_live(visitor.pk, Purpose.CONFIRMATION)
    if asked is None or text.purpose != Purpose.MARKETING:
        raise Refused("not_found")
    Address.objects.filter(pk=asked.address_id).update(confirmed_at=timezone.now())
    event = _put_in_force(visitor, asked.address, text, What.CONFIRMED, place, None)
    _end(asked)
    _record(visitor.pk, asked.text, What.EXPIRED, By.SYSTEM, place)  # used up
    return event or _last_event(visitor.pk, Purpose.MARKETING)


@transaction.atomic
def withdraw(
    *,
    visitor_id: int,
    purposes: Iterable[str],
    what: str = What.WITHDRAWN,
    by: str = By.VISITOR,
    place: str,
    member_id: int | None = None,
) -> list[ConsentEvent]:
    """Takes permission back: what is queued is cancelled, what is in force ends, a line is added.

    Twice is as good as once. Returns the new lines, none for what was not in force.
    """
    ended = []
    for purpose in sorted(set(purposes)):
        live = _lock_live(visitor_id, purpose)
        if live is None:
            continue
        text = live.text
        _end(live)
        ended.append(_record(visitor_id, text, what, by, place, member_id=member_id))
    drop_unused_addresses(visitor_id)
    return ended


def drop_unused_addresses(visitor_id: int) -> None:
    """An address nothing in force needs is forgotten."""
    Address.objects.filter(visitor_id=visitor_id, consents=None).delete()


def _lock_live(visitor_id: int, purpose: str) -> LiveConsent | None:
    """Locked until the transaction ends: no mail can be queued on it meanwhile."""
    rows = LiveConsent.objects.select_for_update(of=("self",)).select_related("text", "address")
    return rows.filter(visitor_id=visitor_id, purpose=purpose).first()


def _end(live: LiveConsent) -> None:
    State = OutgoingMail.State
    mails = OutgoingMail.objects.filter(live_consent=live)
    mails.filter(state=State.QUEUED).update(
        state=State.CANCELLED, live_consent=None, problem="withdrawn"
    )
    mails.update(live_consent=None)  # sent, or on its way this very second
    live.delete()


def _record(
    subject: int,
    text: ConsentText,
    what: str,
    by: str,
    place: str,
    *,
    conversation_id: int | None = None,
    member_id: int | None = None,
) -> ConsentEvent:
    return ConsentEvent.objects.create(
        tenant_id=text.tenant_id,
        receipt=_receipt(),
        subject=subject,
        purpose=text.purpose,
        what=what,
        text=text,
        conversation=conversation_id,
        by=by,
        member=member_id,
        place=place,
    )


def _receipt() -> UUID:
    return uuid4()


def _last_event(subject: int, purpose: str) -> ConsentEvent:
    rows = ConsentEvent.objects.filter(subject=subject, purpose=purpose)
    return rows.order_by("-pk").first()  # type: ignore[return-value]
