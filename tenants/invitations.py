"""Links by mail that make their reader a member: once, for seven days, and nobody else."""

import re
import secrets

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import mail
from .actions import OWNERS_ONLY, NotAllowed, join_company, require_seat
from .audit import record
from .caps import within
from .models import INVITATION_LIFETIME, Invitation, Membership, Role, Tenant, User

TOKEN_BYTES = 24
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


def unanswered(tenant: Tenant) -> list[Invitation]:
    """Newest first, the expired among them. Call inside the tenant's scope."""
    return list(
        tenant.invitations.filter(accepted_at=None, revoked_at=None)
        .select_related("invited_by")
        .order_by("-created_at")
    )


def invite(*, by: Membership, email: str, role: str) -> Invitation:
    """Send a link to `email`; a second invitation to one address replaces the first.

    Raises NotAllowed, or mail.NotSent, and then nothing was kept. Call inside the tenant's scope.
    """
    email = email.strip().lower()
    if by.tenant.memberships.active().filter(user__email=email).exists():
        told = _("{email} already belongs to {company}.")
        raise NotAllowed(told.format(email=email, company=by.tenant.name), code="member")
    earlier = by.tenant.invitations.filter(email=email, accepted_at=None, revoked_at=None).first()
    return _send(earlier or Invitation(tenant=by.tenant, email=email), by=by, role=role)


def send_again(*, by: Membership, invitation: Invitation) -> Invitation:
    """A fresh link, another seven days; the link sent before stops working."""
    return _send(invitation, by=by, role=invitation.role)


@transaction.atomic
def _send(invitation: Invitation, *, by: Membership, role: str) -> Invitation:
    if role == Role.OWNER and not by.may("own"):
        raise OWNERS_ONLY
    require_seat(by.tenant, besides=invitation)
    _refuse_flood(by, invitation.email)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = timezone.now()
    invitation.role, invitation.invited_by = role, by
    invitation.token_hash = Invitation.hash(token)
    invitation.created_at, invitation.expires_at = now, now + INVITATION_LIFETIME
    invitation.save()
    record("person.invited", target=invitation.email, role=role)
    mail.send_invitation(invitation, token)  # last: when it fails, nothing of this is kept
    return invitation


def _refuse_flood(by: Membership, email: str) -> None:
    if not within("60/hour", "invitations-of-company", by.tenant_id):
        raise NotAllowed(
            _("That were many invitations. Wait an hour, then go on."), code="slow_down"
        )
    if not within("5/day", "invitations-to-address", email):
        raise NotAllowed(
            _(
                "This address got several invitations today. Try again tomorrow, or ask the "
                "person to look into their spam folder."
            ),
            code="slow_down",
        )


@transaction.atomic
def revoke(*, invitation: Invitation) -> None:
    """Call inside the tenant's scope."""
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    record("person.invitation_taken_back", target=invitation.email, role=invitation.role)


def find_open(tenant: Tenant, token: object) -> Invitation | None:
    """The open invitation this link stands for. Call inside the tenant's scope.

    Whatever is not exactly a token (empty, blank, a list) matches nothing.
    """
    if not isinstance(token, str) or not TOKEN.fullmatch(token):
        return None
    invitation = (
        tenant.invitations.filter(token_hash=Invitation.hash(token))
        .select_related("invited_by")
        .first()
    )
    return invitation if invitation and invitation.is_open else None


@transaction.atomic
def accept(*, invitation: Invitation, person: User) -> Membership:
    """Join; the invitation is spent. Raises NotAllowed. Call inside the tenant's scope."""
    invitation = _locked(invitation)
    if not has_verified(person, invitation.email):
        raise NotAllowed(_("This invitation is for somebody else."), code="somebody_else")
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return join_company(tenant=invitation.tenant, person=person, role=invitation.role)


@transaction.atomic
def accept_as_newcomer(*, invitation: Invitation, name: str, password: str) -> Membership:
    """An account for the invited address, which counts as verified: the link came there by mail.

    Raises NotAllowed when that address has an account by now. Call inside the tenant's scope.
    """
    invitation = _locked(invitation)
    if has_account(invitation.email):
        raise NotAllowed(_("There is an account for this address. Sign in."), code="has_account")
    person = User.objects.create_user(invitation.email, password, name=name)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return accept(invitation=invitation, person=person)


def _locked(invitation: Invitation) -> Invitation:
    """Nobody else can use it until the transaction ends. Raises NotAllowed when somebody did."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_open:
        raise NotAllowed(_("This invitation was used or taken back."), code="spent")
    return invitation


def has_verified(person: User, email: str) -> bool:
    return EmailAddress.objects.filter(user=person, email__iexact=email, verified=True).exists()


def has_account(email: str) -> bool:
    return (
        User.objects.filter(email=email.lower()).exists()
        or EmailAddress.objects.filter(email__iexact=email, verified=True).exists()
    )
