"""Tokens that are over need not be remembered. Run by a worker, see chat.tending."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from tenants.models import Tenant

from .models import IdentityNonce
from .tokens import CLOCKS_DIFFER


def care(tenant: Tenant) -> Iterable[datetime | None]:
    """Registered with chat.tending; call inside the company's scope."""
    over = timezone.now() - 2 * CLOCKS_DIFFER
    IdentityNonce.objects.filter(ends_at__lt=over).delete()
    first = IdentityNonce.objects.aggregate(ends_at=Min("ends_at"))["ends_at"]
    return [first + 2 * CLOCKS_DIFFER] if first else []
