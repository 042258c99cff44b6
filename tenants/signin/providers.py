"""A company's own sign-in: set up, given up, and who comes in through it.

Its provider is believed about that company and about nothing else. Whoever runs it could say it is
anybody; so it lets in people of the company alone, into a session that counts for the company alone
(tenants.signin.standing), and never as an owner who did not connect the two by themselves.
"""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from helpdesk.sealing import CannotOpen, seal, unseal

from ..actions import NotAllowed
from ..audit import record
from ..models import Membership, Provider, ProviderAccount, Role, Tenant, User
from .factors import with_second_factor
from .newcomers import newcomer_through_provider
from .oidc import Claims, Client, NotBelieved, discover

USE = b"secret of a sign-in provider"


def provider_of(tenant: Tenant) -> Provider | None:
    """Call inside the company's scope."""
    return Provider.objects.filter(tenant=tenant).first()


def back_address(tenant: Tenant) -> str:
    """Where the provider sends people back to; it has to be told."""
    return settings.PUBLIC_URL + reverse("provider_back", args=[tenant.slug])


def client_of(tenant: Tenant, provider: Provider) -> Client:
    """Raises NotBelieved when the secret was sealed with another SECRET_KEY."""
    try:
        secret = unseal(provider.secret, USE)
    except CannotOpen:
        raise NotBelieved("secret") from None
    return Client(provider.issuer, provider.client_id, secret, back_address(tenant))


@transaction.atomic
def save_provider(*, tenant: Tenant, issuer: str, client_id: str, secret: str) -> Provider:
    """`secret` empty: the one there is. Another issuer's subjects are other people: who was
    connected has to come in anew. Raises NotBelieved when nobody answers there as a provider
    would. Call inside the company's scope."""
    discover(issuer)
    found = provider_of(tenant)
    provider = found or Provider(tenant=tenant)
    if found and (found.issuer, found.client_id) != (issuer, client_id):
        found.accounts.all().delete()
    record("signin.provider_changed", target=issuer, client=client_id)
    provider.issuer, provider.client_id = issuer, client_id
    if secret:
        provider.secret = seal(secret, USE)
    provider.save()
    return provider


@transaction.atomic
def give_up_provider(*, tenant: Tenant) -> None:
    """Everybody signs in by themselves again. Call inside the company's scope."""
    provider = provider_of(tenant)
    if provider is None:
        return
    record("signin.provider_removed", target=provider.issuer)
    provider.delete()
    Tenant.objects.filter(pk=tenant.pk).update(requires_provider=False)


@transaction.atomic
def require_provider(*, tenant: Tenant, wanted: bool, came_through_it: bool) -> None:
    """Nobody gets in any other way, but for owners with a second factor. Raises NotAllowed where
    that could lock the company out. Call inside the company's scope."""
    if wanted and not (provider_of(tenant) and came_through_it):
        told = _("Sign in through the provider once yourself, then you can require it.")
        raise NotAllowed(told, code="not_tried")
    owners = tenant.memberships.active().filter(role=Role.OWNER).values_list("user_id", flat=True)
    if wanted and not with_second_factor(owners):
        told = _("An owner needs a second factor first: it opens the door when the provider fails.")
        raise NotAllowed(told, code="no_way_back")
    if wanted == tenant.requires_provider:
        return
    record("signin.provider_required", required=[tenant.requires_provider, wanted])
    tenant.requires_provider = wanted
    tenant.save(update_fields=["requires_provider"])


# --- Who comes in -----------------------------------------------------------------------------


@transaction.atomic
def member_through(provider: Provider, claims: Claims, *, already: User | None) -> Membership:
    """The member the provider speaks of; connected, or made one, where that is due.

    `already`: whoever is signed in by themselves in this browser. Raises NotAllowed. Call inside
    the company's scope, with `provider.tenant` read.
    """
    account = (
        provider.accounts.select_related("member__user").filter(subject=claims.subject).first()
    )
    if account is None:
        return _connect(provider, claims, already)
    member = account.member
    if not member.is_active or not member.user.is_active:
        raise NotAllowed(_("You no longer have access to this company."), code="ended")
    account.used_at = timezone.now()
    account.save(update_fields=["used_at"])
    return member


def _connect(provider: Provider, claims: Claims, already: User | None) -> Membership:
    if not claims.email or not claims.is_verified:
        told = _("Your provider does not say that your e-mail address is confirmed.")
        raise NotAllowed(told, code="unverified")
    members = provider.tenant.memberships.active().select_related("user")
    member = members.filter(user__email=claims.email, user__is_active=True).first()
    if member is None:
        member = newcomer_through_provider(provider.tenant, claims)
    elif member.role == Role.OWNER and (already is None or already.pk != member.user_id):
        told = _("Owners first sign in with their password, then through the provider once.")
        raise NotAllowed(told, code="owner")
    if provider.accounts.filter(member=member).exists():
        told = _("Another account of your provider is connected with this address. Ask an admin.")
        raise NotAllowed(told, code="connected")
    ProviderAccount.objects.create(
        tenant=provider.tenant, provider=provider, subject=claims.subject, member=member
    )
    record("signin.connected", target=member.display_name)
    return member


def is_connected(member: Membership) -> bool:
    """Whether they came through the provider once. Call inside the company's scope."""
    return ProviderAccount.objects.filter(member=member).exists()


@transaction.atomic
def disconnect(*, member: Membership) -> None:
    """Whoever comes through the provider with that address is connected anew. Call inside the
    company's scope."""
    if ProviderAccount.objects.filter(member=member).delete()[0]:
        record("signin.disconnected", target=member.display_name)
