"""Figures are taken where something happens, once."""

import asyncio
from typing import Any
from unittest.mock import Mock

import pytest

from chat import actions, shards
from chat.actions.assigning import assign
from chat.fanout_redis import RedisFanout
from chat.models import Conversation
from helpdesk.watch.meters import REGISTRY, Spread

NOBODY_LISTENS = "redis://127.0.0.1:1/0"


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"helpdesk_{name}", labels) or 0.0


async def eventually(condition: Any) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


def test_a_spread_counts_as_a_histogram_does():
    spread = Spread("tests_spread", "", (1, 2, 5))
    REGISTRY.unregister(spread)
    for value in (0.5, 1, 1.5, 5, 6, 600):
        spread.note(value)
    [family] = spread.collect()
    told = {s.labels.get("le", s.name): s.value for s in family.samples}
    assert told == {
        "1.0": 2,
        "2.0": 3,
        "5.0": 4,
        "+Inf": 6,
        "tests_spread_count": 6,
        "tests_spread_sum": 614,
    }


async def test_a_hints_way_is_timed_by_one_that_comes_back(settings):
    here, there = RedisFanout(), RedisFanout()
    try:
        for each in (here, there):
            await each.join("t1.inbox", Mock())  # from here on they hear each other
        before = counted("hint_seconds_count"), counted("hint_seconds_sum")
        here.echo()
        await eventually(lambda: counted("hint_seconds_count") > before[0])
        await asyncio.sleep(0.05)
        assert counted("hint_seconds_count") == before[0] + 1  # the other one has heard it, too
        assert 0 < counted("hint_seconds_sum") - before[1] < 10
    finally:
        await here.close()
        await there.close()


async def test_hints_that_redis_does_not_take_are_counted(settings):
    settings.REDIS_SHARDS = [NOBODY_LISTENS]
    fanout = RedisFanout()
    try:
        before = counted("hints_dropped_total", why="redis")
        fanout.publish([("t1.inbox", "{}"), ("t2.inbox", "{}")])
        await eventually(lambda: counted("hints_dropped_total", why="redis") == before + 2)
    finally:
        await fanout.close()


def test_nor_those_of_a_worker(settings):
    before = counted("hints_dropped_total", why="redis")
    shard = shards.BlockingShard(NOBODY_LISTENS)
    shard.publish([("t1.inbox", "{}")])
    shard.publish([("t1.inbox", "{}"), ("t1.inbox", "{}")])  # it rests: nobody waits for it
    assert counted("hints_dropped_total", why="redis") == before + 3


@pytest.fixture
def waiting(in_acme: Any, new_id: Any) -> int:
    actions.post_visitor_message(visitor=in_acme.visitor, client_id=new_id(), body="hello")
    return Conversation.objects.get().pk


def test_a_wait_is_counted_when_somebody_takes_the_chat_and_not_again(
    in_acme, waiting, new_id, django_capture_on_commit_callbacks
):
    before = counted("wait_seconds_count")
    with django_capture_on_commit_callbacks(execute=True):
        actions.take(member=in_acme.omar, conversation_id=waiting, client_id=new_id())
    assert counted("wait_seconds_count") == before + 1
    with django_capture_on_commit_callbacks(execute=True):
        assign(
            member=in_acme.sam, conversation_id=waiting, client_id=new_id(), to_id=in_acme.sam.pk
        )
    assert counted("wait_seconds_count") == before + 1
