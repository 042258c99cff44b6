"""Sockets, seen by those who have no business there."""

import uuid

import pytest
from django.utils import timezone

from chat import actions
from chat.models import Conversation, Entry
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership, Tenant
from tests.wire import greeted_operator, operator_line, visitor_line

SECRET = "The parcel holds a golden kazoo"


@pytest.fixture
def secret(committed_cast, new_id):
    """The number of a conversation of Acme that Eve would love to read."""
    with tenant_scope(committed_cast.acme):
        asked = actions.post_visitor_message(
            visitor=committed_cast.visitor, client_id=new_id(), body=SECRET
        )
    return asked.entry.conversation_id


def end(member):
    with tenant_scope(member.tenant):
        Membership.objects.filter(pk=member.pk).update(ended_at=timezone.now())


def entries_of_acme(cast):
    with tenant_scope(cast.acme):
        conversations = Conversation.objects.values_list("status", "operator", "last_seq")
        return list(conversations), Entry.objects.count()


async def in_thread(work, *args):
    from chat.units import unscoped

    return await unscoped(work, *args)


# --- being let in -------------------------------------------------------------------------------


async def test_eve_is_told_that_acme_does_not_exist(server, committed_cast):
    async with operator_line(server, "acme", committed_cast.eve.cookie) as line:
        assert await line.close_code() == 4404


async def test_a_company_that_does_not_exist_looks_the_same(server, committed_cast):
    for slug in ("initech", "ACME", "acme%00", "%ff", "acme%2f..", "a" * 300):
        async with operator_line(server, slug, committed_cast.eve.cookie) as line:
            assert await line.close_code() == 4404, slug


async def test_whoever_is_not_signed_in_is_told_so_whatever_they_ask_for(server, committed_cast):
    for slug in ("acme", "initech"):
        async with operator_line(server, slug, None) as line:
            assert await line.close_code() == 4401


@pytest.mark.parametrize("cookie", ["nonsense", '"\\000\\000\\000\\000\\000\\000\\000\\000"', ""])
async def test_a_session_cookie_that_is_none_is_no_session(server, committed_cast, cookie):
    name = committed_cast.omar.cookie.partition("=")[0]
    async with operator_line(server, "acme", f"{name}={cookie}") as line:
        assert await line.close_code() == 4401


async def test_a_former_member_is_an_outsider(server, committed_cast):
    await in_thread(end, committed_cast.omar)
    async with operator_line(server, "acme", committed_cast.omar.cookie) as line:
        assert await line.close_code() == 4404


async def test_a_disabled_company_is_no_company(server, committed_cast):
    await in_thread(lambda: Tenant.objects.filter(slug="acme").update(is_active=False))
    async with operator_line(server, "acme", committed_cast.omar.cookie) as line:
        assert await line.close_code() == 4404
    async with visitor_line(server, committed_cast.acme.site_key) as line:
        assert await line.close_code() == 4404


async def test_a_site_key_nobody_has_leads_nowhere(server, committed_cast):
    for key in ("0" * 32, "acme", "%00", "%ff", "x" * 300, committed_cast.acme.site_key.upper()):
        async with visitor_line(server, key) as line:
            assert await line.close_code() == 4404, key


async def test_an_address_that_is_none_looks_the_same(server, committed_cast):
    async with operator_line(server, "acme/more", committed_cast.omar.cookie) as line:
        assert await line.close_code() == 4404


# --- asking for what is next door ---------------------------------------------------------------

ASKING = {
    "open": {},
    "send": {"body": "Hello"},
    "note": {"body": "Hello"},
    "take": {},
    "release": {},
    "close": {},
    "reopen": {},
    "sync": {"after": 0},
    "history": {"before": 9},
    "read": {"seq": 1},
    "typing": {"on": True},
}


async def test_a_conversation_next_door_is_answered_as_one_that_never_was(
    server, committed_cast, secret
):
    before = await in_thread(entries_of_acme, committed_cast)
    again = str(uuid.uuid4())
    async with greeted_operator(server, committed_cast.eve) as line:
        for kind, fields in ASKING.items():
            answers = []
            for number in (secret, 2**53 - 1):
                await line.say(type=kind, conversation=number, id=again, **fields)
                answers.append(await line.next() | {"conversation": None})  # what was asked for
            assert answers[0] == answers[1], kind
            assert (answers[0]["type"], answers[0]["code"]) == ("error", "not_found"), kind
    assert await in_thread(entries_of_acme, committed_cast) == before


async def test_no_push_of_acme_reaches_globex(server, committed_cast, secret):
    opened = [{"conversation": secret}]
    async with (
        greeted_operator(server, committed_cast.omar, open=opened) as omar,
        operator_line(server, "globex", committed_cast.eve.cookie) as eve,
    ):
        await eve.say(type="hello", v=1, open=opened)
        assert (await eve.hear("error"))["code"] == "not_found"
        await omar.say(type="typing", conversation=secret, on=True)
        await omar.post("We are on it", conversation=secret)
        await eve.say(type="leave", conversation=secret)
        for view in ("waiting", "mine", "all", "closed"):
            await eve.say(type="list", view=view)
            (answer,) = await eve.heard_until("conversations")  # and nothing before it
            assert (answer["items"], answer["inbox"], answer["counts"]["all"]) == ([], "0.0", 0)


async def test_a_token_of_globex_is_unknown_at_acme(server, committed_cast):
    async with visitor_line(server, committed_cast.acme.site_key) as line:
        answers = []
        for token in (committed_cast.strangers_token, "0" * 32):
            await line.say(type="hello", v=1, token=token)
            answers.append(await line.next())
        assert answers[0] == answers[1]
        assert answers[0]["code"] == "bad_token"
        assert (await line.hello(token=committed_cast.token))["conversation"] is None


OPERATORS_ONLY = ["list", "open", "leave", "note", "take", "release", "close", "reopen"]


async def test_a_visitor_cannot_speak_as_an_operator(server, committed_cast, secret):
    before = await in_thread(entries_of_acme, committed_cast)
    async with visitor_line(server, committed_cast.acme.site_key) as line:
        await line.hello(token=committed_cast.token)
        for kind in OPERATORS_ONLY:
            fields = {"conversation": secret, "id": str(uuid.uuid4()), "body": "x", "view": "all"}
            await line.say(type=kind, **fields)
            assert (await line.hear("error"))["code"] == "unknown_type", kind
    assert await in_thread(entries_of_acme, committed_cast) == before


async def test_a_visitor_cannot_name_another_conversation(server, committed_cast, secret):
    """The field is an operator's; a visitor has one conversation whatever they write."""
    async with visitor_line(server, committed_cast.acme.site_key) as line:
        await line.hello()
        await line.say(type="history", conversation=secret, before=99)
        assert (await line.hear("error"))["code"] == "no_conversation"
        assert (await line.post("Mine", conversation=secret))["seq"] == 1


# --- before hello -------------------------------------------------------------------------------


async def test_nothing_is_said_before_hello(server, committed_cast, secret):
    async with operator_line(server, "acme", committed_cast.omar.cookie) as line:
        for kind, fields in (ASKING | {"list": {"view": "all"}, "leave": {}}).items():
            await line.say(type=kind, conversation=secret, id=str(uuid.uuid4()), **fields)
            assert (await line.next())["code"] == "hello_first", kind


async def test_a_visitor_has_to_say_hello_too(server, committed_cast):
    async with visitor_line(server, committed_cast.acme.site_key) as line:
        for kind in ("send", "sync", "history", "read", "typing"):
            await line.say(type=kind, id=str(uuid.uuid4()), body="x", after=0, before=1, seq=1)
            assert (await line.next())["code"] == "hello_first", kind
        await line.say(type="list", view="all")
        assert (await line.next())["code"] == "unknown_type"
