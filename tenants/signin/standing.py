"""What a session has proved, kept in the session.

Somebody who signed in by themselves (password, passkey) may enter each of their companies that
asks for no more. Who came through a company's own provider is, to us, whoever that provider says:
such a session counts for that company alone, never for another one, nor for the account itself.
"""

import time
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

SIGNED_IN_AT = "signin_at"  # seconds since the epoch: when they last proved who they are
PROVED_TO = "signin_companies"  # {company id: when its provider vouched}
BY_PROVIDER_ALONE = "signin_by_provider_alone"


def note_provider(request: HttpRequest, tenant_id: int, *, alone: bool) -> None:
    """The company's provider vouched for who is signed in. `alone`: nothing else did."""
    session = request.session
    now = time.time()
    session[PROVED_TO] = {**session.get(PROVED_TO, {}), str(tenant_id): now}
    session[SIGNED_IN_AT] = now
    if alone:
        session[BY_PROVIDER_ALONE] = True


def is_by_provider_alone(session: Any) -> bool:
    return bool(session.get(BY_PROVIDER_ALONE))


def is_vouched_for(session: Any, tenant_id: int) -> bool:
    """The company's own provider said who this is."""
    return str(tenant_id) in session.get(PROVED_TO, {})


def reaches(session: Any, tenant_id: int) -> bool:
    """Whether this session counts for that company at all."""
    return not is_by_provider_alone(session) or is_vouched_for(session, tenant_id)


def provider_address(request: HttpRequest) -> str | None:
    """Where who came through a provider proves it again; None for who signed in by themselves."""
    tenant = getattr(request, "tenant", None)
    if tenant is None or not is_by_provider_alone(request.session):
        return None
    return reverse("provider", args=[tenant.slug])
