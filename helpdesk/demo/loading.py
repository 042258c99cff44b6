"""Brings the demo companies into the database, once; what people did to them afterwards stays."""

from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from chat.models import CannedReply
from chat.mood.feeling import feel
from helpdesk.tenancy import tenant_scope
from tenants.actions import join_company
from tenants.models import Membership, Tenant, User
from tenants.portraits import portrait_hash

from . import people as cast
from .articles import write_articles
from .audit import leave_a_trail
from .avatars import draw_portrait
from .bot import look_ahead, switch_on
from .canned import CANNED_REPLIES
from .chats import written_chats
from .coaching import coach_some
from .connections import connect_some
from .etiquette import write_politely
from .hours import write_down
from .identity import say_who_some_are
from .office import furnish
from .permission import agree_some
from .practice import practise_some
from .promises import promise_some
from .ratings import rate_some
from .reviews import review_some
from .sign_in import open_the_domain
from .team import put_together, say_how_they_work
from .telling import tell

ZONE = "Europe/Berlin"
AT_WORK = 10  # chats that go on, at most


@transaction.atomic
def load() -> bool:
    """Safe to repeat: a company that is there already only learns this server's own address.
    Whether it was new."""
    if Tenant.objects.filter(slug=cast.SLUG).exists():
        _allow_own_origins(Tenant.objects.get(slug=cast.SLUG))
        return False
    acme = _new_company("Acme", cast.SLUG, cast.SITE_KEY, "https://www.acme.example")
    globex = _globex()
    _allow_own_origins(acme)
    with tenant_scope(acme):
        members = {person.name.lower(): _hire(acme, person) for person in cast.ACME}
        CannedReply.objects.bulk_create(
            CannedReply(tenant=acme, shortcut=shortcut, body=body)
            for shortcut, body in CANNED_REPLIES.items()
        )
        write_articles(acme)
        write_politely(acme, members)
        put_together(acme, members)
        switch_on(acme)
        for chat in written_chats():
            tell(acme, members, chat)
        look_ahead()
        say_how_they_work(acme, members)
        write_down(acme)  # after the chats: they were answered, whatever the time is now
        agree_some(acme)
        say_who_some_are(acme)
        promise_some(acme, members)
        rate_some(acme, members)
        review_some(acme, members)
        coach_some(acme, members)
        practise_some(acme, members)
        open_the_domain(acme)
        leave_a_trail(acme, members)
        connect_some(acme, members)
        furnish(acme, members)
        feel(acme, most=AT_WORK)  # as a worker will, before anybody looks: one is upset
    with tenant_scope(globex):
        for person in cast.GLOBEX:
            _hire(globex, person)
    return True


def own_origins() -> list[str]:
    """This server under both of its names, so that one can be the shop and one the helpdesk."""
    port = urlsplit(settings.PUBLIC_URL).port
    return [settings.PUBLIC_URL, f"http://localhost:{port}" if port else "http://localhost"]


def _new_company(name: str, slug: str, site_key: str, website: str) -> Tenant:
    return Tenant.objects.create(
        name=name,
        slug=slug,
        site_key=site_key,
        allowed_origins=[website],
        zone=ZONE,
        last_left_at=timezone.now(),
    )


def _globex() -> Tenant:
    """It may be there still, where somebody has tried out how Acme is deleted."""
    known = Tenant.objects.filter(slug="globex").first()
    return known or _new_company(
        "Globex", "globex", cast.OTHER_SITE_KEY, "https://www.globex.example"
    )


def _allow_own_origins(tenant: Tenant) -> None:
    missing = [origin for origin in own_origins() if origin not in tenant.allowed_origins]
    if missing:
        tenant.allowed_origins = [*tenant.allowed_origins, *missing]
        tenant.save(update_fields=["allowed_origins"])


def _hire(tenant: Tenant, person: cast.Person) -> Membership:
    member = join_company(tenant=tenant, person=_account(person), role=person.role)
    member.display_name = person.name
    if person.look:
        member.photo = draw_portrait(person.look)
        member.photo_hash = portrait_hash(member.photo)
    member.save(update_fields=["display_name", "photo", "photo_hash"])
    return member


def _account(person: cast.Person) -> User:
    known = User.objects.filter(email=person.email).first()
    if known:
        return known
    user = User.objects.create_user(person.email, cast.PASSWORD, name=person.full_name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
