"""The domains a company has shown to be its own, and what that opens.

Whoever can write a TXT record of a domain, or a file on its website, speaks for it, and so for the
addresses in it. Providers of mailboxes for everybody speak for nobody.
"""

import re
from hashlib import blake2b

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk import outgoing
from helpdesk.sealing import derived_key
from helpdesk.tenancy import person_scope, tenant_scope

from ..actions import NotAllowed, join_company, require_seat
from ..audit import record
from ..invitations import has_verified, invite
from ..mail import NotSent
from ..models import Membership, Role, Tenant, User
from . import dns
from .free_mail import FREE_MAIL

MOST_DOMAINS = 20
FILE = "/.well-known/helpdesk-domain.txt"
DOMAIN = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].lower()


def read_domain(written: str) -> str:
    """The domain as it is kept, in ASCII. Raises NotAllowed, with what to do instead."""
    domain = written.strip().lower().removeprefix("@").rstrip(".")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = ""
    if not DOMAIN.fullmatch(domain):
        raise NotAllowed(_("Enter a domain such as example.com."), code="no_domain")
    if domain in FREE_MAIL:
        told = _("Anybody can have an address at {domain}. Enter a domain of your own.")
        raise NotAllowed(told.format(domain=domain), code="free_mail")
    return domain


def proof_of(tenant: Tenant, domain: str) -> str:
    """What has to stand in the record or the file: of this company and domain alone."""
    said = f"{tenant.pk}:{domain}".encode()
    mark = blake2b(said, digest_size=16, key=derived_key(b"proof of a domain")).hexdigest()
    return f"helpdesk-domain={mark}"


@transaction.atomic
def claim_domain(*, tenant: Tenant, written: str) -> str:
    """On the list, not yet believed. Raises NotAllowed. Call inside the company's scope."""
    tenant, domain = _locked(tenant), read_domain(written)
    known = [*tenant.claimed_domains, *tenant.proved_domains]
    if domain not in known:
        if len(known) >= MOST_DOMAINS:
            raise NotAllowed(_("That are many domains. Remove one first."), code="too_many")
        tenant.claimed_domains.append(domain)
        tenant.save(update_fields=["claimed_domains"])
        record("settings.changed", target="sign_in", domain=["", domain])
    return domain


def prove_domain(*, tenant: Tenant, domain: str) -> bool:
    """Looks for the proof, in the DNS and then on the website; False when it is not there. Call
    inside the company's scope."""
    if domain not in tenant.claimed_domains or not _is_shown(proof_of(tenant, domain), domain):
        return False
    with transaction.atomic():
        tenant = _locked(tenant)
        if domain not in tenant.proved_domains:
            tenant.proved_domains.append(domain)
        tenant.claimed_domains = [each for each in tenant.claimed_domains if each != domain]
        tenant.save(update_fields=["claimed_domains", "proved_domains"])
        record("signin.domain_proved", target=domain)
    return True


def _is_shown(proof: str, domain: str) -> bool:
    try:
        if proof in (text.strip() for text in dns.txt_records(domain)):
            return True
    except dns.NoAnswer:
        pass  # then the website has the say
    try:
        answer = outgoing.get(f"https://{domain}{FILE}", {}, total_s=5, most=2048)
    except (outgoing.Forbidden, OSError):
        return False
    lines = answer.body.decode("ascii", "replace").splitlines()
    return answer.status == 200 and proof in (line.strip() for line in lines)


@transaction.atomic
def give_up_domain(*, tenant: Tenant, domain: str) -> None:
    """Call inside the company's scope."""
    tenant = _locked(tenant)
    if domain not in [*tenant.claimed_domains, *tenant.proved_domains]:
        return
    record("signin.domain_removed", target=domain)
    for known in (tenant.claimed_domains, tenant.proved_domains):
        known[:] = [each for each in known if each != domain]
    tenant.joins_by_domain = tenant.joins_by_domain and bool(tenant.proved_domains)
    tenant.save(update_fields=["claimed_domains", "proved_domains", "joins_by_domain"])


@transaction.atomic
def let_join(*, tenant: Tenant, joins: bool) -> None:
    """Whether whoever has an address in one of the domains may join. Raises NotAllowed."""
    tenant = _locked(tenant)
    if joins and not tenant.proved_domains:
        raise NotAllowed(_("Show first that a domain is yours."), code="no_domain")
    if joins == tenant.joins_by_domain:
        return
    record("signin.joining_changed", joins=[tenant.joins_by_domain, joins])
    tenant.joins_by_domain = joins
    tenant.save(update_fields=["joins_by_domain"])


def companies_of_domain(email: str) -> list[Tenant]:
    """Companies that have shown the domain of this address to be their own."""
    active = Tenant.objects.real().filter(is_active=True)
    return list(active.filter(proved_domains__contains=[domain_of(email)]).order_by("name"))


def open_to(person: User) -> list[Tenant]:
    """Companies that whoever has this person's address may join."""
    if not has_verified(person, person.email):
        return []
    return [each for each in companies_of_domain(person.email) if each.joins_by_domain]


def companies_to_join(person: User) -> list[Tenant]:
    """They, without those this person works or worked for."""
    with person_scope(person):
        known = set(Membership.objects.filter(user=person).values_list("tenant_id", flat=True))
    return [each for each in open_to(person) if each.pk not in known]


def send_join_link(email: str) -> None:
    """To an address that may join somewhere, the link that confirms it and makes its reader a
    member; nothing to any other address."""
    for tenant in companies_of_domain(email):
        with tenant_scope(tenant):
            owner = tenant.memberships.active().filter(role=Role.OWNER).order_by("pk").first()
            if not tenant.joins_by_domain or owner is None or _was_member(tenant, email):
                continue
            owner.tenant = tenant
            try:
                invite(by=owner, email=email, role=Role.OPERATOR)
            except (NotAllowed, NotSent):
                continue  # whoever asked is told the same in any case


def _was_member(tenant: Tenant, email: str) -> bool:
    return tenant.memberships.filter(user__email=email).exists()


@transaction.atomic
def join_by_domain(*, tenant: Tenant, person: User) -> Membership:
    """An operator; who was a member once is told to ask for an invitation. Raises NotAllowed. Call
    inside the company's scope."""
    if tenant not in open_to(person):
        raise NotAllowed(_("Ask somebody at the company for an invitation."), code="not_open")
    if Membership.objects.filter(tenant=tenant, user=person).exists():
        raise NotAllowed(_("Ask somebody at the company for an invitation."), code="was_here")
    require_seat(tenant)
    return join_company(tenant=tenant, person=person, role=Role.OPERATOR)


def _locked(tenant: Tenant) -> Tenant:
    return Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)
