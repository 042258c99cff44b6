"""Abuse: a firm word first, slower; then the end for a while, and who did it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chat import actions, blocks
from chat.actions import Refused, blocking
from chat.models import Block, Conversation, Status, Visitor
from chat.phrases import PHRASES
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

from .conftest import log_of


def refusal(work, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        work(*args, **kwargs)
    return refused.value.code


@pytest.fixture
def blocks_for(does):
    def block(member, chat, period="hour", reason="Insults"):
        return does(blocking.block, member, chat, period=period, reason=reason)

    return block


def writes(chat, new_id):
    visitor = Visitor.objects.get(pk=chat.visitor_id)
    return actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="Hey!")


def test_a_warning_is_said_and_slows_down_for_an_hour(in_acme, answered_by, does):
    chat = answered_by(in_acme.omar)
    does(blocking.warn, in_acme.omar, chat)
    assert log_of(chat)[-1].body == PHRASES["abuse"]
    assert log_of(chat, "changed")[-1].author_name == "Omar"
    assert blocks.slow_until(chat.visitor_id) > timezone.now() + timedelta(minutes=59)
    assert blocks.block_of(chat.visitor_id) is None


def test_a_block_says_so_ends_the_chat_and_lets_nothing_more_in(
    in_acme, answered_by, blocks_for, new_id
):
    chat = answered_by(in_acme.omar)
    blocks_for(in_acme.omar, chat)
    assert Conversation.objects.get(pk=chat.pk).status == Status.CLOSED
    assert [entry.body for entry in log_of(chat, "message")][-1] == PHRASES["blocked"]
    assert refusal(writes, chat, new_id) == "blocked"
    block = Block.objects.get()
    assert (block.by, block.reason) == (in_acme.omar, "Insults")


def test_it_ends_by_itself(in_acme, answered_by, blocks_for, new_id):
    chat = answered_by(in_acme.omar)
    blocks_for(in_acme.omar, chat)
    Block.objects.update(ends_at=timezone.now())
    assert writes(chat, new_id).is_new


def test_a_supervisor_lifts_it(in_acme, answered_by, blocks_for, does, new_id):
    chat = answered_by(in_acme.omar)
    blocks_for(in_acme.omar, chat, "day")
    assert refusal(does, blocking.unblock, in_acme.omar, chat) == "forbidden"
    does(blocking.unblock, in_acme.sam, chat)
    assert writes(chat, new_id).is_new


def test_a_blocked_visitors_chat_is_not_opened_before(in_acme, answered_by, blocks_for, does):
    chat = answered_by(in_acme.omar)
    blocks_for(in_acme.omar, chat)
    assert refusal(does, actions.reopen, in_acme.omar, chat) == "blocked"


def test_for_ever_is_for_those_who_look_after_all_chats(in_acme, answered_by, blocks_for):
    chat = answered_by(in_acme.omar)
    assert refusal(blocks_for, in_acme.omar, chat, "forever") == "forbidden"
    blocks_for(in_acme.sam, chat, "forever")
    assert blocks.shown_to(chat.visitor)["until"] is None


def test_the_longest_counts_and_a_new_one_replaces_the_old(in_acme, answered_by, blocks_for):
    chat = answered_by(in_acme.omar)
    blocks_for(in_acme.sam, chat, "forever")
    blocks_for(in_acme.sam, chat, "hour")
    assert Block.objects.filter(lifted_at=None).count() == 1
    assert blocks.block_of(chat.visitor_id).ends_at is not None


def test_a_colleagues_chat_is_the_colleagues(in_acme, cast, answered_by, blocks_for, does):
    chat = answered_by(in_acme.omar)
    assert refusal(blocks_for, in_acme.tess, chat) == "not_yours"
    assert refusal(does, blocking.warn, in_acme.tess, chat) == "not_yours"
    with tenant_scope(cast.globex):
        assert refusal(blocks_for, cast.eve, chat) == "not_found"
        assert refusal(does, blocking.warn, cast.eve, chat) == "not_found"


# --- the page -----------------------------------------------------------------------------------

PAGE = "/t/acme/blocked/"


@pytest.fixture
def blocked(in_acme, answered_by, blocks_for):
    chat = answered_by(in_acme.omar)
    blocks_for(in_acme.omar, chat, "day", "Threatened <b>Omar</b>")
    return Block.objects.get()


def test_the_page_says_who_why_and_until_when(cast, blocked):
    page = sign_in(Client(), cast.sam).get(PAGE).content.decode()
    assert "Threatened &lt;b&gt;Omar&lt;/b&gt;" in page
    assert "Blocked by Omar" in page


def test_it_lets_somebody_write_again(cast, blocked):
    sign_in(Client(), cast.sam).post(f"{PAGE}{blocked.pk}/lift/")
    with tenant_scope(cast.acme):
        assert blocks.block_of(blocked.visitor_id) is None


def test_it_is_for_those_who_look_after_all_chats(cast, blocked):
    omar, eve = sign_in(Client(), cast.omar), sign_in(Client(), cast.eve)
    assert omar.get(PAGE).status_code == 403
    assert omar.post(f"{PAGE}{blocked.pk}/lift/").status_code == 403
    assert eve.post(f"/t/globex/blocked/{blocked.pk}/lift/").status_code == 404
    with tenant_scope(cast.acme):
        assert blocks.block_of(blocked.visitor_id) is not None


def test_nobody_blocked_is_said_kindly(cast):
    assert "Nobody is blocked" in sign_in(Client(), cast.sam).get(PAGE).content.decode()
