"""A second factor for everybody of a company, from some day on."""

from datetime import datetime

from django.db import transaction

from ..audit import record
from ..models import Tenant


@transaction.atomic
def require_second_factor(*, tenant: Tenant, since: datetime | None) -> None:
    """Who has none by then is led to set one up before anything else. Call inside the company's
    scope."""
    if since == tenant.second_factor_from:
        return
    days = [when and when.date().isoformat() for when in (tenant.second_factor_from, since)]
    record("signin.factor_required", since=days)
    tenant.second_factor_from = since
    tenant.save(update_fields=["second_factor_from"])
