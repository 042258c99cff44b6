"""The secret a company's own server signs with: shown once, kept sealed. While it is replaced the
former one counts for a day more, so that nobody has to change two servers in one second."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from helpdesk import sealing
from tenants.audit import record
from tenants.models import Tenant

from .models import IdentitySettings

SEALED = b"helpdesk identity secret"
FORMER_LASTS = timedelta(hours=24)


def settings_of(tenant: Tenant) -> IdentitySettings:
    """What is stored, or what would be. Call inside the company's scope."""
    return IdentitySettings.objects.first() or IdentitySettings(tenant=tenant)


@transaction.atomic
def renew_secret(tenant: Tenant) -> str:
    """Makes a new one, which cannot be read again."""
    row = IdentitySettings.objects.select_for_update().get_or_create(tenant=tenant)[0]
    secret = secrets.token_urlsafe(32)
    if row.secret is not None:
        row.former, row.former_ends_at = row.secret, timezone.now() + FORMER_LASTS
    row.secret, row.made_at = sealing.seal(secret, SEALED), timezone.now()
    row.save()
    record("key.renewed", target="identity")
    return secret


@transaction.atomic
def end_former(tenant: Tenant) -> None:
    """The one before the last counts no more: somebody else may know it."""
    rows = IdentitySettings.objects.filter(tenant=tenant, former__isnull=False)
    if rows.update(former=None, former_ends_at=None):
        record("settings.changed", target="identity", former_ended=True)


@transaction.atomic
def require_signature(tenant: Tenant, is_required: bool) -> None:
    """Whether only what is signed is taken, and shown."""
    row = IdentitySettings.objects.select_for_update().get_or_create(tenant=tenant)[0]
    if row.is_required != is_required:
        record("settings.changed", target="identity", required=[row.is_required, is_required])
        row.is_required = is_required
        row.save()


def secrets_of(row: IdentitySettings) -> list[str]:
    """Those that count now, the newest first; without what cannot be opened any more."""
    is_replaced = row.former_ends_at is not None and row.former_ends_at > timezone.now()
    sealed = [row.secret, row.former if is_replaced else None]
    return [found for one in sealed if one is not None and (found := _opened(one))]


def _opened(sealed: bytes) -> str:
    try:
        return sealing.unseal(sealed, SEALED)
    except sealing.CannotOpen:
        return ""
