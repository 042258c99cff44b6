"""Whoever comes through a company's provider and does not work there yet."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import NotAllowed, join_company, require_seat
from ..invitations import has_verified
from ..models import Invitation, Membership, Role, Tenant, User
from .domains import domain_of
from .oidc import Claims


def newcomer_through_provider(tenant: Tenant, claims: Claims) -> Membership:
    """A member from now on, if the address is in a domain the company has shown to be its own,
    and somebody invited it or everybody of the domain may join. Raises NotAllowed. Call inside the
    company's scope and a transaction."""
    if domain_of(claims.email) not in tenant.proved_domains:
        raise NotAllowed(_("This address does not belong to the company."), code="not_theirs")
    invitation = _invitation_for(tenant, claims.email)
    if invitation is None and not tenant.joins_by_domain:
        raise NotAllowed(_("Ask somebody at the company for an invitation."), code="not_invited")
    person = _person(claims)
    if invitation is None and Membership.objects.filter(tenant=tenant, user=person).exists():
        raise NotAllowed(_("You no longer have access to this company."), code="ended")
    role = invitation.role if invitation else Role.OPERATOR
    if role == Role.OWNER:
        raise NotAllowed(_("Open the link in your invitation: owners join by it."), code="owner")
    require_seat(tenant, besides=invitation)
    if invitation:
        invitation.accepted_at = timezone.now()
        invitation.save(update_fields=["accepted_at"])
    return join_company(tenant=tenant, person=person, role=role)


def _invitation_for(tenant: Tenant, email: str) -> Invitation | None:
    waiting = tenant.invitations.select_for_update().filter(
        email=email, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )
    return waiting.first()


def _person(claims: Claims) -> User:
    """Their account. One that never confirmed its address may be somebody else's, who waits for
    just this."""
    found = User.objects.filter(email=claims.email).first()
    if found is None:
        return _new_person(claims)
    if not found.is_active or not has_verified(found, claims.email):
        told = _("There is an account for this address that was never confirmed. Confirm it first.")
        raise NotAllowed(told, code="unconfirmed")
    return found


def _new_person(claims: Claims) -> User:
    try:
        validate_email(claims.email)
    except ValidationError:
        raise NotAllowed(
            _("This address does not belong to the company."), code="no_address"
        ) from None
    person = User.objects.create_user(claims.email, name=claims.name)
    # Both the provider and the owner of the domain stand for it.
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
