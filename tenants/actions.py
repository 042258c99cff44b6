"""Founding a company, and what happens to its people; the only writers of memberships."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from helpdesk.tenancy import person_scope, tenant_scope

from .audit import Actor, acting, record
from .audit.acting import SESSION
from .models import Invitation, Membership, Role, Tenant, User, new_site_key
from .news import company_changed
from .plans import has_seat, plan_of, seat_lock
from .plans.changing import begin_trial
from .plans.table import TRIAL_PLAN
from .sandboxes import erase_sandbox_of
from .slugs import slug_candidates


class NotAllowed(ValidationError):
    """A rule about people forbids this; the message says which and what to do instead."""


LAST_OWNER = NotAllowed(
    _("Every company needs an owner. Make somebody else an owner first."), code="last_owner"
)
OWNERS_ONLY = NotAllowed(_("Only an owner can make or unmake owners."), code="owners_only")


@transaction.atomic
def found_company(
    *, founder: User, name: str, website: str = "", zone: str = "UTC", language: str = "en"
) -> Membership:
    """A new company with a site key and `founder` as its first owner, all of it or nothing.

    `website` is an origin (tenants.origins) or empty; it becomes the first allowed site.
    `language` is one of settings.LANGUAGES: what the company writes in.
    """
    tenant = _new_tenant(name=name, website=website, zone=zone, language=language)
    with tenant_scope(tenant):
        first = Membership.objects.create(
            tenant=tenant, user=founder, role=Role.OWNER, display_name=_display_name(founder)
        )
        # Whoever signs up is nobody yet to the door they come through.
        with acting(Actor(SESSION, first.display_name, first.pk)):
            record("company.founded", target=tenant.name, website=website)
        if settings.DEFAULT_PLAN == TRIAL_PLAN:
            begin_trial(tenant)
        return first


def _new_tenant(*, name: str, website: str, zone: str, language: str) -> Tenant:
    origins = [website] if website else []
    for slug in slug_candidates(name, website):
        if Tenant.objects.filter(slug=slug).exists():
            continue
        try:
            with transaction.atomic():  # somebody may take the slug in this very moment
                return Tenant.objects.create(
                    name=name, slug=slug, allowed_origins=origins, zone=zone, language=language
                )
        except IntegrityError:
            continue
    raise AssertionError("slug candidates never end")


def _display_name(person: User) -> str:
    return (person.name or person.email.partition("@")[0])[:60]


def memberships_of(person: User) -> list[Membership]:
    """Every company this person works for at the moment, by name."""
    return [each for each in places_of(person) if not each.tenant.is_sandbox]


def places_of(person: User) -> list[Membership]:
    """The same, and where they practise: beside a company they still work for."""
    with person_scope(person):
        active = Membership.objects.active().filter(user=person, tenant__is_active=True)
        mine = list(active.select_related("tenant").defer("photo").order_by("tenant__name"))
    companies = {each.tenant_id for each in mine if not each.tenant.is_sandbox}
    for membership in mine:
        membership.user = person
    return [each for each in mine if (each.tenant.sandbox_of_id or each.tenant_id) in companies]


def disabled_companies_of(person: User) -> list[Tenant]:
    """Those this person works for that were put out of service, with the reason."""
    with person_scope(person):
        mine = Membership.objects.active().filter(user=person, tenant__disabled_at__isnull=False)
        return [each.tenant for each in mine.select_related("tenant").defer("photo")]


@transaction.atomic
def join_company(*, tenant: Tenant, person: User, role: str) -> Membership:
    """Make somebody a member, or a former member one again. Call inside the tenant's scope."""
    membership, is_new = Membership.objects.get_or_create(
        tenant=tenant,
        user=person,
        defaults={"role": role, "display_name": _display_name(person), **to_practise(tenant, role)},
    )
    if not is_new and not membership.is_active:
        membership.role, membership.ended_at = role, None
        membership.save(update_fields=["role", "ended_at"])
        company_changed(tenant.pk)
    record("person.joined", target=membership.display_name, role=membership.role)
    return membership


def require_seat(tenant: Tenant, *, besides: Invitation | None = None) -> None:
    """Raises NotAllowed where the plan has no further seat. `besides`: an invitation that has one
    already. Call inside the tenant's scope and a transaction: the seat stays free until its end."""
    seat_lock(tenant)
    if not has_seat(tenant, besides=besides):
        raise no_seat(plan_of(tenant).seats)


def no_seat(most: int) -> NotAllowed:
    told = ngettext(
        "Your plan has {most} seat, and it is taken. See Settings > Plan and usage.",
        "Your plan has {most} seats, and all are taken. See Settings > Plan and usage.",
        most,
    )
    return NotAllowed(told.format(most=most), code="seats")


def to_practise(tenant: Tenant, role: str) -> dict[str, int | bool]:
    """The columns of a new member whom the company wants to practise before real chats."""
    wanted = tenant.practice_required if role in (Role.OPERATOR, Role.TRAINEE) else 0
    return {"practice_required": wanted, "must_practise": wanted > 0}


@transaction.atomic
def change_role(*, by: Membership, member: Membership, role: str) -> None:
    """Raises NotAllowed. Call inside the tenant's scope."""
    member = _locked(member)
    if Role.OWNER in (role, member.role) and role != member.role and not by.may("own"):
        raise OWNERS_ONLY
    if role != Role.OWNER:
        _keep_an_owner(member)
    if role == member.role:
        return
    record("person.role_changed", target=member.display_name, role=[member.role, role])
    member.role = role
    member.save(update_fields=["role"])
    company_changed(member.tenant_id)


@transaction.atomic
def end_membership(*, by: Membership, member: Membership) -> None:
    """From now on `member` is an outsider, whose unanswered invitations are worth nothing.

    The chat server sees `ended_at` and closes the live sockets. Raises NotAllowed. Call inside the
    tenant's scope.
    """
    member = _locked(member)
    if member.role == Role.OWNER and not by.may("own"):
        raise OWNERS_ONLY
    _keep_an_owner(member)
    member.ended_at = timezone.now()
    member.save(update_fields=["ended_at"])
    Invitation.objects.filter(invited_by=member, accepted_at=None, revoked_at=None).update(
        revoked_at=member.ended_at
    )
    erase_sandbox_of(member)
    record("person.left", target=member.display_name, role=member.role)
    company_changed(member.tenant_id)


@transaction.atomic
def rotate_site_key(*, tenant: Tenant) -> None:
    """The snippet with the old key stops working at once. Call inside the tenant's scope."""
    tenant.site_key = new_site_key()
    tenant.save(update_fields=["site_key"])
    record("key.renewed", target="install")


def _locked(member: Membership) -> Membership:
    """The member as of now. The company's row is the lock: two owners cannot unmake each other."""
    Tenant.objects.select_for_update(no_key=True).get(pk=member.tenant_id)
    return Membership.objects.active().defer("photo").get(pk=member.pk)


def _keep_an_owner(member: Membership) -> None:
    owners = member.tenant.memberships.active().filter(role=Role.OWNER)
    if member.role == Role.OWNER and not owners.exclude(pk=member.pk).exists():
        raise LAST_OWNER
