"""The way back into a chat from a mail: a link that works once, not for ever, and in a browser that
is not known yet only for who knows the address the mail went to.

A link's token names the company and is signed, so that old mails keep working when the site key has
changed, and nobody tries tokens against the database. Only its hash is kept.
"""

import hmac
import secrets
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chat.actions.log import append, lock_conversation
from chat.log import system_entry
from chat.models import Kind, Visitor
from chat.sides.visitor import find_visitor
from feedback import addresses
from feedback.models import ReopenLink
from feedback.promises import sentences
from feedback.promises.keys import new_key

LASTS = timedelta(days=14)
MOST_ATTEMPTS = 5
SALT = "feedback.way_back"


class NotOpened(Exception):
    """`why`: link_over, bad_address (not one at all), wrong_address (counted) or no_address."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class State(StrEnum):
    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    DEAD = "dead"  # too many wrong addresses


def new_link(*, visitor: Visitor, conversation_id: int, digest: str) -> str:
    """An absolute address. `digest`: of the address the mail goes to (feedback.addresses)."""
    token = signing.dumps([visitor.tenant_id, secrets.token_urlsafe(18)], salt=SALT)
    ReopenLink.objects.create(
        tenant_id=visitor.tenant_id,
        token_hash=_hash(token),
        conversation_id=conversation_id,
        visitor=visitor,
        digest=digest,
        expires_at=timezone.now() + LASTS,
    )
    return f"{settings.PUBLIC_URL}/m/{visitor.tenant.site_key}/back/{token}/"


def company_of(token: str) -> int | None:
    """Number of the company; None for a token that we never made."""
    try:
        tenant_id, _secret = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return tenant_id if isinstance(tenant_id, int) else None


def find_link(token: str) -> ReopenLink | None:
    """Inside the company's scope."""
    rows = ReopenLink.objects.select_related("visitor__tenant")
    return rows.filter(token_hash=_hash(token)).first()


def state_of(link: ReopenLink) -> State:
    if link.used_at is not None:
        return State.USED
    if link.attempts >= MOST_ATTEMPTS:
        return State.DEAD
    return State.EXPIRED if timezone.now() >= link.expires_at else State.OPEN


@transaction.atomic
def open_here(*, link_id: int, visitor_token: str) -> bool:
    """For a browser that is this visitor already: uses the link up, and says whether it is theirs.
    Raises NotOpened."""
    link = _lock_open(link_id)
    here = find_visitor(visitor_token)
    if here is None or here.pk != link.visitor_id:
        return False
    _use_up(link)
    return True


def open_elsewhere(*, link_id: int, typed: str) -> str:
    """For another browser: the address the mail went to has to be typed. Returns a token of its own
    for this browser; the ones there are stay valid, and the chat says that it was opened.

    Raises NotOpened.
    """
    if not typed:
        raise NotOpened("no_address")
    try:
        address = addresses.read_address(typed)
    except addresses.BadAddress:
        raise NotOpened("bad_address") from None
    token = _try(link_id, address)
    if token is None:
        raise NotOpened("wrong_address")
    return token


@transaction.atomic
def _try(link_id: int, address: str) -> str | None:
    """A wrong one is counted, and that stays: nothing is raised here."""
    link = _lock_open(link_id)
    given = addresses.digest(link.tenant_id, address)
    if not hmac.compare_digest(given, link.digest):
        link.attempts += 1
        link.save(update_fields=["attempts"])
        return None
    _use_up(link)
    _tell(link)
    return new_key(link.visitor)


def _lock_open(link_id: int) -> ReopenLink:
    rows = ReopenLink.objects.select_for_update(of=("self",)).select_related("visitor__tenant")
    link = rows.filter(pk=link_id).first()
    if link is None or state_of(link) != State.OPEN:
        raise NotOpened("link_over")
    return link


def _use_up(link: ReopenLink) -> None:
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])


def _tell(link: ReopenLink) -> None:
    """In the chat, where whoever it belongs to reads it: another browser is in it from now on."""
    visitor = link.visitor
    conversation = lock_conversation(visitor.current_id or link.conversation_id)
    with sentences.in_language_of(visitor):
        body = _("This chat was opened in another browser, by the link in our e-mail.")
    data = {"card": "came_back"}
    name = visitor.tenant.name
    entry = system_entry(
        conversation.pk, uuid4(), Kind.CARD, body=body, author_name=name, data=data
    )
    append(conversation, [entry])


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
