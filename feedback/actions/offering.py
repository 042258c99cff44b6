"""Asking for permission in a chat: a card with boxes nobody has ticked, and the answer to it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from chat.actions import Refused
from chat.actions.log import already_stored, append, by_operator, lock_conversation
from chat.log import Appended, NewEntry, system_entry
from chat.models import Author, Conversation, Entry, Kind, Status, Visitor
from chat.phrases import language_for
from feedback import addresses
from feedback.models import ConsentEvent, ConsentText, Purpose
from feedback.permission.offers import (
    ASKED,
    make_offer,
    may_be_asked,
    notice_of,
    read_offer,
)
from feedback.permission.state import address_of
from tenants.models import Membership

from .consents import give
from .ledger import lock_visitor

CARD = "permission"
YES, NO = "permission", "no_permission"  # the signals that answer a card
ANSWERED = Q(kind=Kind.SIGNAL, data__signal__in=(YES, NO))
MOST_AN_HOUR = 30  # lines of the ledger by one visitor


def offer_by_itself(
    conversation: Conversation, client_id: UUID, purposes: Iterable[str]
) -> Appended | None:
    """Into a locked conversation, as the product, once: None when there was a card already, or
    there is nothing to ask for."""
    visitor = _visitor_of(conversation)
    wanted = may_be_asked(visitor.tenant, visitor.pk, purposes)
    if not wanted or _cards(conversation).exists():
        return None
    entry = system_entry(conversation.pk, client_id, Kind.CARD, author_name=visitor.tenant.name)
    return append(conversation, [_filled(entry, visitor, wanted)])[0]


@transaction.atomic
def offer_by_operator(
    *,
    member: Membership,
    conversation_id: int,
    client_id: UUID,
    purposes: Iterable[str] = ASKED,
) -> Appended:
    """Raises Refused: not_found, not_open, not_yours, not_now (the card before still stands there,
    or nothing is left to ask for), id_reused."""
    conversation = lock_conversation(conversation_id)
    entry = by_operator(member, conversation_id, client_id, Kind.CARD)
    if stored := already_stored(conversation, entry):
        return stored
    visitor = _visitor_of(conversation)
    if conversation.status != Status.OPEN or visitor.current_id != conversation_id:
        raise Refused("not_open")
    if conversation.operator_id != member.pk:
        raise Refused("not_yours")
    wanted = may_be_asked(visitor.tenant, visitor.pk, purposes)
    if not wanted or _stands(conversation, or_spoken=True):
        raise Refused("not_now")
    return append(conversation, [_filled(entry, visitor, wanted)])[0]


def _visitor_of(conversation: Conversation) -> Visitor:
    return Visitor.objects.select_related("tenant").get(pk=conversation.visitor_id)


def _filled(entry: NewEntry, visitor: Visitor, purposes: list[Purpose]) -> NewEntry:
    offer = make_offer(visitor, purposes, entry.conversation_id)
    with translation.override(language_for(visitor)):
        body = _(
            "May we write to you by e-mail? Only if you want, and only for what you tick. The chat "
            "goes on without it just as well."
        )
    data = {"card": CARD, "purposes": [str(one) for one in purposes], **offer}
    return replace(entry, body=body, data=data)


def _cards(conversation: Conversation) -> QuerySet[Entry]:
    return conversation.entries.filter(kind=Kind.CARD, data__card=CARD)


def _stands(conversation: Conversation, *, or_spoken: bool) -> bool:
    """Whether there is a card that the visitor has neither answered nor (`or_spoken`) gone past."""
    newest = _cards(conversation).order_by("-seq").values_list("seq", flat=True).first()
    if newest is None:
        return False
    since = conversation.entries.filter(seq__gt=newest, author=Author.VISITOR)
    return not since.filter(Q(kind=Kind.MESSAGE) | ANSWERED if or_spoken else ANSWERED).exists()


# --- What the visitor answers ------------------------------------------------------------------


@transaction.atomic
def agree(
    *, visitor: Visitor, client_id: UUID, offer: str, email: str, texts: Iterable[int]
) -> list[ConsentEvent]:
    """Gives what is ticked of an offer that was made to them (`feedback.permission.offers`), for
    the address they type; without one, for the one they have given before.

    Raises Refused: unknown_text, slow_down, what `give` raises. Sent again, it changes nothing.
    """
    visitor = lock_visitor(visitor.pk)
    made = read_offer(visitor, offer)
    texts = frozenset(texts)
    if not texts <= made.texts or _asks_no_more(visitor, texts):
        raise Refused("unknown_text", field="texts")
    if _lines_lately(visitor) >= MOST_AN_HOUR:
        raise Refused("slow_down")
    conversation = lock_conversation(visitor.current_id) if visitor.current_id else None
    about = made.conversation_id or visitor.current_id
    email = email.strip() or _given_before(visitor)
    given = give(visitor=visitor, email=email, texts=texts, place="widget", conversation_id=about)
    if given and conversation is not None:
        append(conversation, [_signal(conversation, visitor, client_id, YES)])
    return given


def _given_before(visitor: Visitor) -> str:
    try:
        return address_of(visitor.pk)
    except addresses.BadAddress:
        return ""


def _asks_no_more(visitor: Visitor, texts: frozenset[int]) -> bool:
    """The company has ceased to ask for news since the offer was made."""
    news = ConsentText.objects.filter(pk__in=texts, purpose=Purpose.MARKETING)
    return news.exists() and not notice_of(visitor.tenant).asks_marketing


def _lines_lately(visitor: Visitor) -> int:
    since = timezone.now() - timedelta(hours=1)
    return ConsentEvent.objects.filter(subject=visitor.pk, at__gt=since).count()


@transaction.atomic
def decline(*, visitor: Visitor, client_id: UUID) -> Appended:
    """ "No, thank you", to the card in their chat. Raises Refused: not_now, id_reused."""
    visitor = lock_visitor(visitor.pk)
    if visitor.current_id is None:
        raise Refused("not_now")
    conversation = lock_conversation(visitor.current_id)
    entry = _signal(conversation, visitor, client_id, NO)
    if stored := already_stored(conversation, entry):
        return stored
    if not _stands(conversation, or_spoken=False):
        raise Refused("not_now")
    return append(conversation, [entry])[0]


def _signal(conversation: Conversation, visitor: Visitor, client_id: UUID, signal: str) -> NewEntry:
    return NewEntry(
        conversation.pk,
        client_id,
        Kind.SIGNAL,
        Author.VISITOR,
        author_name=visitor.name,
        data={"signal": signal},
    )
