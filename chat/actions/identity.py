"""What a company's page says about a visitor. None of it is a consent, and none is an address to
write to: what may be mailed stands in the ledger of permissions and nowhere else."""

from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from chat.events import Push, announce, conversation_group
from chat.identity.keeping import opened, sealed
from chat.identity.models import IdentityNonce
from chat.identity.secrets import secrets_of, settings_of
from chat.identity.showing import is_required, shown
from chat.identity.telling import MOST_ATTRIBUTES, clean_identity
from chat.identity.tokens import Word, read_token
from chat.models import Visitor
from tenants.models import Tenant

from .refusal import Refused


@transaction.atomic
def identify(*, tenant: Tenant, visitor_id: int, token: str) -> Visitor:
    """By a signed token. Raises Refused: bad_identity (`field`: what of it), other_person."""
    word = read_token(token, secrets=secrets_of(settings_of(tenant)), site_key=tenant.site_key)
    told = clean_identity(word.told)
    visitor = _locked(visitor_id)
    _use(tenant, visitor, word)
    return _verified(visitor, told)


@transaction.atomic
def vouch_for(*, visitor_id: int, said: dict[str, Any]) -> Visitor:
    """By a program of the company's own (chat.api), whose token is as good as a signature. Raises
    Refused: bad_identity, other_person, not_found."""
    told = clean_identity(said)
    return _verified(_locked(visitor_id), told)


def _verified(visitor: Visitor, told: dict[str, str]) -> Visitor:
    _require_same(visitor, told)
    visitor.name = told.get("name", "") or visitor.name
    return _told(visitor, identity=told, identity_verified_at=timezone.now(), name=visitor.name)


@transaction.atomic
def claim_identity(*, visitor_id: int, said: dict[str, Any]) -> Visitor:
    """What the page says without a signature; a signed word is not replaced by it. Raises Refused:
    identity_required where the company takes only what is signed, other_person, bad_identity."""
    if is_required():
        raise Refused("identity_required")
    told = clean_identity(said)
    visitor = _locked(visitor_id)
    _require_same(visitor, told)
    if visitor.identity_verified_at is not None:
        return visitor
    return _told(visitor, identity=told)


@transaction.atomic
def set_attributes(*, visitor_id: int, said: dict[str, str | float | bool | None]) -> Visitor:
    """Added to what is known; None takes one back. Raises Refused("too_many")."""
    visitor = _locked(visitor_id)
    known = {
        name: value for name, value in (visitor.attributes | said).items() if value is not None
    }
    if len(known) > MOST_ATTRIBUTES:
        raise Refused("too_many", field="attributes")
    return _told(visitor, attributes=known)


def _locked(visitor_id: int) -> Visitor:
    visitor = Visitor.objects.select_for_update(of=("self",)).filter(pk=visitor_id).first()
    if visitor is None:
        raise Refused("not_found")
    return visitor


def _use(tenant: Tenant, visitor: Visitor, word: Word) -> None:
    """A token names one visitor, however often their browser shows it, and nobody after them."""
    used, _ = IdentityNonce.objects.get_or_create(
        tenant=tenant,
        digest=sha256(word.nonce.encode()).hexdigest(),
        defaults={"visitor": visitor, "ends_at": word.ends_at},
    )
    if used.visitor_id != visitor.pk:
        raise Refused("bad_identity", field="jti")


def _require_same(visitor: Visitor, told: dict[str, str]) -> None:
    """Whoever sits there now must not read what somebody else was told."""
    before, now = visitor.identity.get("id"), told.get("id")
    if before and now and before != now:
        raise Refused("other_person")


def _told(visitor: Visitor, **changes: Any) -> Visitor:
    """Stored, and told to whoever has their chat open, if it is anything new."""
    if "identity" in changes:
        is_known = opened(visitor.identity) == changes["identity"]
        changes["identity"] = visitor.identity if is_known else sealed(changes["identity"])
    before = {name: getattr(visitor, name) for name in changes}
    for name, value in changes.items():
        setattr(visitor, name, value)
    if before != changes:
        visitor.save(update_fields=[*changes])
        _announce(visitor)
    return visitor


def _announce(visitor: Visitor) -> None:
    number = visitor.current_id
    if number is None:
        return
    told = {"type": "about", "conversation": number, "identity": shown(visitor)}
    told["attributes"] = visitor.attributes
    announce([Push(conversation_group(visitor.tenant_id, number), told)])
