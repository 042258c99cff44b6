"""Tokens are made, found by what a program shows, and ended. Call inside the company's scope."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tenants.audit import record
from tenants.models import Membership

from .models import ApiToken
from .scopes import BY_NAME

# The company is in it, so that its scope can be opened before anything is looked up.
FORM = re.compile(r"hd_(?P<tenant>[1-9][0-9]{0,17})_[A-Za-z0-9]{40}")
USE_COUNTS_EVERY = timedelta(minutes=1)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def company_of(header: str) -> int | None:
    """Whose token an Authorization header names; None where it names none."""
    shown = FORM.fullmatch(_shown(header))
    return int(shown["tenant"]) if shown else None


def _shown(header: str) -> str:
    kind, _, token = header.partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


@transaction.atomic
def make_token(
    *,
    member: Membership,
    name: str,
    scopes: Iterable[str],
    speaks_as: str,
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """The token and what its program has to show: nobody can read that again."""
    secret = "".join(secrets.choice(ALPHABET) for _ in range(40))
    shown = f"hd_{member.tenant_id}_{secret}"
    wanted = set(scopes)
    token = ApiToken.objects.create(
        tenant_id=member.tenant_id,
        name=name,
        scopes=[scope for scope in BY_NAME if scope in wanted],
        speaks_as=speaks_as,
        hash=_hash(shown),
        prefix=shown[: -len(secret) + 4],
        made_by=member,
        expires_at=expires_at,
    )
    told = {"speaks_as": token.speaks_as, "expires_at": expires_at}
    record("token.made", target=name, scopes=token.scopes, **told)
    return token, shown


def find_token(header: str) -> ApiToken | None:
    """The open token of this header, with its company and its maker, who still has to be allowed
    to connect programs; None otherwise."""
    token = (
        ApiToken.objects.select_related("tenant", "made_by")
        .defer("made_by__photo")
        .filter(hash=_hash(_shown(header)))
        .first()
    )
    return token if token is not None and works(token) else None


def works(token: ApiToken) -> bool:
    """Whether a program that shows it is let in now."""
    return token.is_open and token.tenant.is_active and token.made_by.may("integrate")


def may(token: ApiToken, scope: str) -> bool:
    """Its maker has to have the right as well, as things are now."""
    return scope in token.scopes and token.made_by.may(BY_NAME[scope].right)


def note_use(token: ApiToken) -> None:
    """To the minute, so that a busy program does not wait for itself."""
    now = timezone.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_COUNTS_EVERY)
    if token.last_used_at is None or token.last_used_at < now - USE_COUNTS_EVERY:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)


@transaction.atomic
def revoke_token(*, token: ApiToken) -> None:
    """From now on it opens nothing."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("token.revoked", target=token.name)


def _hash(shown: str) -> str:
    return sha256(shown.encode()).hexdigest()
