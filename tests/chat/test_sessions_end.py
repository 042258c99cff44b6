"""Whoever may not be here any more is sent away within five seconds, and does not come back."""

import asyncio
from contextlib import AsyncExitStack

import httpx
from django.contrib.sessions.models import Session
from django.utils import timezone

from chat.units import unscoped
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership, SignedIn, Tenant, User
from tenants.signin.sessions import end_sessions
from tests.wire import greeted_operator, greeted_visitor, operator_line, visitor_line

WITHIN_S = 5.0
CSRF = "c" * 32


def session_key(member):
    return member.cookie.partition("=")[2]


def signs_out(member, server):
    form = {"csrfmiddlewaretoken": CSRF}
    headers = {"Cookie": f"{member.cookie}; helpdesk_csrf={CSRF}"}
    answer = httpx.post(f"{server.origin}/accounts/logout/", data=form, headers=headers)
    assert answer.status_code == 302


def changes_the_password(member, server):
    person = User.objects.get(pk=member.user_id)
    person.set_password("another long password")
    person.save()


def is_signed_out_elsewhere(member, server):
    """As from the list of sessions in another browser."""
    SignedIn.objects.create(person=member.user, session_key=session_key(member))
    assert end_sessions(member.user) == 1


def is_deactivated(member, server):
    User.objects.filter(pk=member.user_id).update(is_active=False)


def was_away_too_long(member, server):
    Session.objects.filter(pk=session_key(member)).update(expire_date=timezone.now())


def loses_the_membership(member, server):
    with tenant_scope(member.tenant_id):
        Membership.objects.filter(pk=member.pk).update(ended_at=timezone.now())


def company_is_disabled(member, server):
    Tenant.objects.filter(pk=member.tenant_id).update(is_active=False)


ENDS = [
    ("ada", signs_out, 4401, 4401),
    ("sam", is_signed_out_elsewhere, 4401, 4401),
    ("tess", is_deactivated, 4401, 4401),
    ("eve", was_away_too_long, 4401, 4401),
    ("omar", loses_the_membership, 4403, 4404),
]


async def test_a_live_console_is_closed_within_five_seconds_and_stays_shut(server, committed_cast):
    people = [(getattr(committed_cast, name), *rest) for name, *rest in ENDS]
    async with AsyncExitStack() as opened:
        lines = [
            await opened.enter_async_context(greeted_operator(server, member))
            for member, *_ in people
        ]
        for member, ends, *_ in people:
            await unscoped(ends, member, server)
        closing = (line.close_code(within=WITHIN_S) for line in lines)
        assert await asyncio.gather(*closing) == [live for *_, live, _ in people]
    for member, _, _, later in people:
        await assert_shut(server, member, later)


async def assert_shut(server, member, code):
    slug = member.tenant.slug
    async with operator_line(server, slug, member.cookie) as line:
        assert await line.close_code() == code
    headers = {"Cookie": f"{member.cookie}; helpdesk_csrf={CSRF}", "X-CSRFToken": CSRF}
    answer = httpx.post(f"{server.origin}/t/{slug}/frames/", headers=headers, json={"frames": []})
    assert answer.status_code == 404


async def test_a_disabled_company_is_closed_for_both_sides(server, committed_cast):
    cast = committed_cast
    async with (
        greeted_operator(server, cast.omar) as omar,
        greeted_visitor(server, cast) as visitor,
    ):
        await unscoped(company_is_disabled, cast.omar, server)
        closing = (line.close_code(within=WITHIN_S) for line in (omar, visitor))
        assert await asyncio.gather(*closing) == [4403, 4404]
    await assert_shut(server, cast.omar, 4404)
    async with visitor_line(server, cast.acme.site_key) as line:
        assert await line.close_code() == 4404


async def test_nobody_else_is_sent_away(server, committed_cast):
    cast = committed_cast
    async with (
        greeted_operator(server, cast.omar) as omar,
        greeted_operator(server, cast.ada) as ada,
        greeted_operator(server, cast.eve) as eve,
        greeted_visitor(server, cast) as visitor,
    ):
        await unscoped(loses_the_membership, cast.omar, server)
        await unscoped(signs_out, cast.sam, server)
        assert await omar.close_code(within=WITHIN_S) == 4403
        for line in (ada, eve):
            await line.say(type="list", view="all")
            assert (await line.hear("conversations"))["items"] == []
        assert (await visitor.post("Still here?"))["seq"] == 1


async def test_every_window_of_a_person_is_closed_said_hello_or_not(server, committed_cast):
    omar = committed_cast.omar
    async with (
        greeted_operator(server, omar) as one,
        greeted_operator(server, omar) as another,
        operator_line(server, "acme", omar.cookie) as silent,
    ):
        await silent.say(type="list", view="all")
        assert (await silent.error())[0] == "hello_first"
        await unscoped(changes_the_password, omar, server)
        closing = (line.close_code(within=WITHIN_S) for line in (one, another, silent))
        assert await asyncio.gather(*closing) == [4401] * 3


async def test_a_role_that_changes_is_in_force_at_the_next_hello(server, committed_cast):
    omar = committed_cast.omar

    def becomes_admin():
        with tenant_scope(omar.tenant_id):
            Membership.objects.filter(pk=omar.pk).update(role="admin")

    await unscoped(becomes_admin)
    async with operator_line(server, "acme", omar.cookie) as line:
        assert (await line.hello())["me"]["role"] == "admin"
