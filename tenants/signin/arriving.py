"""Signed in by a company's provider."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from ..models import Tenant, User
from .standing import is_by_provider_alone, note_provider


def arrive(request: HttpRequest, person: User, tenant: Tenant) -> None:
    """Whoever is signed in by themselves stays so, and the provider vouched on top. Anybody else
    begins a session that counts for this company alone: nothing of the one before is kept."""
    is_same = request.user.is_authenticated and request.user.pk == person.pk
    alone = not is_same or is_by_provider_alone(request.session)
    if not is_same:
        request.session.flush()
        get_adapter().login(request, person)
    note_provider(request, tenant.pk, alone=alone)
