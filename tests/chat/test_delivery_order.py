"""What one socket sends into a conversation keeps its order when something has to come again."""

import asyncio
import uuid

import pytest
from django.db import OperationalError

from chat.actions import Refused
from chat.sides import order as module
from chat.sides.order import Order

A, B, C = (uuid.uuid4() for _ in range(3))


@pytest.fixture
def order():
    return Order()


def under_way(order, *ids, lane=None):
    futures = [asyncio.get_running_loop().create_future() for _ in ids]
    for id, future in zip(ids, futures, strict=True):
        order.require_turn(lane, id)
        order.sent(lane, id, future)
    return futures


def may_go(order, id, lane=None):
    try:
        order.require_turn(lane, id)
    except Refused as error:
        assert error.code == "unavailable"
        return False
    return True


async def test_nothing_overtakes_what_the_database_lost(order):
    (first,) = under_way(order, A)
    first.set_exception(OperationalError())
    assert not may_go(order, B)
    assert may_go(order, B, lane=7)  # another conversation
    (again,) = under_way(order, A)
    assert may_go(order, B)
    again.set_exception(OperationalError())
    assert not may_go(order, B)


async def test_those_behind_come_again_in_their_order(order):
    for future in under_way(order, A, B, C):
        future.set_exception(OperationalError())
    assert [may_go(order, id) for id in (C, B, A)] == [False, False, True]
    under_way(order, A)
    assert [may_go(order, id) for id in (C, B)] == [False, True]


async def test_what_was_refused_for_good_holds_up_nothing(order):
    (first,) = under_way(order, A)
    first.set_exception(Refused("not_yours"))
    assert may_go(order, B)


async def test_what_came_too_fast_comes_first_when_it_comes_again(order):
    order.refused(None, A, again=True)
    assert not may_go(order, B)
    order.refused(None, A, again=False)  # it came again and was malformed, say
    assert may_go(order, B)


async def test_a_needless_retry_that_came_too_fast_holds_up_nothing(order):
    (first,) = under_way(order, A)
    first.set_result(None)
    order.stored(None, A)
    order.refused(None, A, again=True)
    assert may_go(order, B)


async def test_a_sender_that_gave_up_is_not_waited_for(order, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    order.refused(None, A, again=True)
    assert not may_go(order, B)
    now[0] += module.AGAIN_WITHIN + 1
    assert may_go(order, B)


async def test_an_act_waits_for_what_was_sent_before_it(order):
    (first,) = under_way(order, A)
    acted = []

    async def act():
        acted.append(first.done())

    act_on_it = asyncio.create_task(order.in_turn(None, B, act))
    await asyncio.sleep(0.01)
    assert not acted
    first.set_result(None)
    await act_on_it
    assert acted == [True]


async def test_an_act_is_refused_with_what_was_sent_before_it(order):
    (first,) = under_way(order, A)

    async def act():
        raise AssertionError("not before the other one")

    act_on_it = asyncio.create_task(order.in_turn(None, B, act))
    await asyncio.sleep(0.01)
    first.set_exception(OperationalError())
    with pytest.raises(Refused, match="unavailable"):
        await act_on_it


async def test_many_conversations_are_not_remembered_for_ever(order):
    for lane in range(3 * module.MOST_LANES):
        order.refused(lane, A, again=True)
    assert len(order._lanes) <= module.MOST_LANES + 1
