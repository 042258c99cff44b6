"""Permission: given, confirmed, taken back. Every change is a line of the ledger, and is told to
whoever looks at this visitor."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from chat.actions import Refused
from chat.models import Visitor
from feedback import addresses
from feedback.models import (
    Address,
    ConsentEvent,
    ConsentText,
    MailKind,
    Purpose,
    Suppression,
)
from feedback.permission.events import announce_permission
from feedback.telling import tell_consent

from .ledger import (
    HERE,
    By,
    Proof,
    What,
    address_of,
    asked_marketing,
    drop_unused_addresses,
    end,
    lock_live,
    lock_visitor,
    put_in_force,
    record,
    text_for,
)
from .outbox import queue_mail

__all__ = [
    "By",
    "What",
    "confirm",
    "drop_unused_addresses",
    "give",
    "text_for",
    "use_up",
    "withdraw",
]


@transaction.atomic
def give(
    *,
    visitor: Visitor,
    email: str,
    texts: Iterable[int],
    place: str,
    conversation_id: int | None = None,
    proof: Proof = HERE,
) -> list[ConsentEvent]:
    """Permission of a visitor, in the words they were shown (`texts`: numbers of ConsentText).

    Marketing is not in force before the address is confirmed: its line is written, permission to
    ask for the confirmation (whose words have to be among `texts`) is in force, and the mail with
    the link is queued; `confirm` does the rest. Giving again what is in force, to the same address,
    changes nothing; to another one it replaces the address.

    Returns the new lines. Raises Refused: bad_address, nothing_agreed, unknown_text, stopped (mail
    to this address came back, or was complained about), not_found (the visitor was erased).
    """
    address = _read(email)
    wanted = _texts(texts)
    visitor = lock_visitor(visitor.pk)
    row = address_of(visitor, address)
    _refuse_stopped(row)
    given = []
    for text in wanted.values():
        if text.purpose == Purpose.MARKETING:
            given += _ask_for_marketing(visitor, row, wanted, place, conversation_id, proof)
        elif text.purpose != Purpose.CONFIRMATION:
            event = put_in_force(visitor, row, text, What.GIVEN, place, conversation_id, proof)
            given += [event] if event else []
    drop_unused_addresses(visitor.pk)
    if given:
        announce_permission(visitor.tenant_id, visitor.pk)
    return given


def _read(email: str) -> str:
    try:
        return addresses.read_address(email)
    except addresses.BadAddress:
        raise Refused("bad_address", field="email") from None


def _texts(numbers: Iterable[int]) -> dict[str, ConsentText]:
    """By purpose; marketing and its confirmation together or not at all."""
    numbers = set(numbers)
    found = ConsentText.objects.filter(pk__in=numbers).order_by("pk")
    wanted = {text.purpose: text for text in found}
    if not numbers:
        raise Refused("nothing_agreed", field="texts")
    halves = {Purpose.MARKETING, Purpose.CONFIRMATION} & wanted.keys()
    if len(wanted) != len(numbers) or len(halves) == 1:
        raise Refused("unknown_text", field="texts")
    return wanted


def _refuse_stopped(row: Address) -> None:
    Why = Suppression.Why
    stops = Suppression.objects.filter(digest=row.digest)
    if stops.exclude(why=Why.ERASED).exists():
        raise Refused("stopped", field="email")
    stops.delete()  # they were forgotten once, and are here again of their own accord


def _ask_for_marketing(
    visitor: Visitor,
    row: Address,
    wanted: dict[str, ConsentText],
    place: str,
    conversation_id: int | None,
    proof: Proof,
) -> list[ConsentEvent]:
    """Nothing while it is in force, or waits for its confirmation, at this address."""
    marketing = wanted[Purpose.MARKETING]
    live = lock_live(visitor.pk, Purpose.MARKETING)
    if live is not None and (live.address_id, live.text_id) == (row.pk, marketing.pk):
        return []
    confirmation = wanted[Purpose.CONFIRMATION]
    asked = put_in_force(visitor, row, confirmation, What.GIVEN, place, conversation_id, proof)
    if asked is None:
        return []
    ticked = record(
        visitor.pk,
        marketing,
        What.GIVEN,
        By.VISITOR,
        place,
        conversation_id=conversation_id,
        member_id=proof.member_id,
        proof=proof,
    )
    queue_mail(
        kind=MailKind.CONFIRMATION,
        visitor_id=visitor.pk,
        dedupe_key=f"confirmation:{asked.receipt}",
        language=marketing.locale,
        data={"text": marketing.pk},
    )
    return [asked, ticked]


@transaction.atomic
def confirm(*, visitor_id: int, text_id: int, asked: int, place: str) -> ConsentEvent:
    """The second half of double opt-in: whoever reads the mail to this address said so.

    `asked`: number of the line that asked for the confirmation. A link in a mail to another address
    than the one that waits now confirms nothing.

    Raises Refused: not_found (none was asked for, it was another one, it was taken back).
    """
    visitor = lock_visitor(visitor_id)
    waiting = lock_live(visitor_id, Purpose.CONFIRMATION)
    text = ConsentText.objects.filter(pk=text_id, purpose=Purpose.MARKETING).first()
    if waiting is None or text is None or waiting.event_id != asked:
        raise Refused("not_found")
    Address.objects.filter(pk=waiting.address_id).update(confirmed_at=timezone.now())
    event = put_in_force(visitor, waiting.address, text, What.CONFIRMED, place)
    end(waiting)
    record(visitor_id, waiting.text, What.USED, By.SYSTEM, place)
    drop_unused_addresses(visitor_id)
    announce_permission(visitor.tenant_id, visitor_id)
    assert event is not None  # what is in force already is not asked for
    return event


@transaction.atomic
def withdraw(
    *,
    visitor_id: int,
    purposes: Iterable[str],
    what: str = What.WITHDRAWN,
    by: str = By.VISITOR,
    place: str,
    member_id: int | None = None,
    proof: Proof = HERE,
) -> list[ConsentEvent]:
    """Takes permission back: what is queued is cancelled, what is in force ends, a line is added.
    Marketing that still waits for its confirmation is taken back with it.

    Twice is as good as once. Returns the new lines, none for what was not in force.
    """
    try:
        visitor = lock_visitor(visitor_id)
    except Refused:
        return []
    wanted = set(purposes)
    wanted |= {Purpose.CONFIRMATION} if Purpose.MARKETING in wanted else set()
    ticked = asked_marketing(visitor_id)
    ended: dict[str, ConsentText] = {}
    for purpose in sorted(wanted):
        if live := lock_live(visitor_id, purpose):
            end(live)
            ended[live.purpose] = live.text
    if Purpose.CONFIRMATION in ended and ticked is not None:
        ended.setdefault(Purpose.MARKETING, ticked)
    who = member_id or proof.member_id
    lines = [
        record(visitor_id, text, what, by, place, member_id=who, proof=proof)
        for text in ended.values()
    ]
    drop_unused_addresses(visitor_id)
    for line in lines:
        tell_consent("withdrawn", line)
    if lines:
        announce_permission(visitor.tenant_id, visitor_id)
    return lines


def use_up(*, visitor_id: int, purpose: str, place: str = "relay") -> list[ConsentEvent]:
    """Ends a permission that was for one mail (a transcript, a question) once that has left."""
    return withdraw(
        visitor_id=visitor_id, purposes=[purpose], what=What.USED, by=By.SYSTEM, place=place
    )
