"""Hints spread over two Redis servers: everybody hears everything, and who is lost takes along no
more than its own."""

import time

import pytest
from django.conf import settings as run

from chat import shards
from chat.fanout_redis import RedisFanout
from helpdesk.services.redis import Redis
from tests.chat.test_delivery_fanout import Ear, eventually

GROUPS = [f"t1.c{number}" for number in range(40)]


@pytest.fixture
def second(tmp_path, settings):
    """The second shard, a server of its own."""
    server = Redis(tmp_path)
    server.ensure()
    settings.REDIS_SHARDS = [run.REDIS_URL, server.url]
    shards.blocking.cache_clear()
    yield server
    shards.blocking.cache_clear()
    server.stop()


def of_shard(number):
    return [group for group in GROUPS if shards.number_of(group, 2) == number]


async def listening(*fanouts):
    ears = {group: Ear() for group in GROUPS}
    for fanout in fanouts:
        for group, ear in ears.items():
            await fanout.join(group, ear)
    return ears


async def test_both_carry_some_and_everybody_hears_all(second):
    here, there = RedisFanout(), RedisFanout()
    try:
        ears = await listening(there)
        here.publish([(group, f"{group} {turn}") for turn in range(5) for group in GROUPS])
        await eventually(lambda: all(len(ear.heard) == 5 for ear in ears.values()))
        assert all(ears[group].heard == [f"{group} {n}" for n in range(5)] for group in GROUPS)
        with second.client() as client:
            subscribed = {channel.decode() for channel in client.pubsub_channels()}
        assert subscribed - {"hint:-"} == {f"hint:{group}" for group in of_shard(1)}
        assert of_shard(0)
    finally:
        await here.close()
        await there.close()


async def test_a_lost_shard_takes_only_its_own_along(second):
    here, there = RedisFanout(), RedisFanout()
    try:
        ears = await listening(there)
        second.kill()
        here.publish([(group, "lost?") for group in GROUPS])
        await eventually(lambda: all(ears[group].heard for group in of_shard(0)))
        assert not any(ears[group].heard for group in of_shard(1))
        started = time.monotonic()
        await there.join("t1.c99", late := Ear())
        assert time.monotonic() - started < shards.REST_S
        second.ensure()

        def all_hear():
            here.publish([(group, "again") for group in [*of_shard(1), "t1.c99"]])
            return all(ears[group].heard for group in of_shard(1)) and late.heard

        await eventually(all_hear)
    finally:
        await here.close()
        await there.close()


async def test_a_worker_does_not_wait_for_a_lost_shard_again_and_again(second, monkeypatch, caplog):
    there = RedisFanout()
    try:
        ears = await listening(there)
        second.kill()
        for turn in range(3):
            shards.publish_blocking([(group, f"{turn}") for group in GROUPS])
        await eventually(lambda: all(len(ears[group].heard) == 3 for group in of_shard(0)))
        said = [line for line in caplog.messages if line.startswith("hints lost")]
        assert len(said) == 1
        assert second.url not in said[0]
        second.ensure()
        monkeypatch.setattr(shards, "REST_S", 0.0)
        shards.blocking()[1]._rests_until = 0.0

        def all_hear():
            shards.publish_blocking([(group, "again") for group in GROUPS])
            return all(ears[group].heard for group in of_shard(1))

        await eventually(all_hear)
    finally:
        await there.close()


def test_one_redis_carries_everything():
    assert {shards.number_of(group, 1) for group in GROUPS} == {0}


def test_every_process_agrees_on_the_shard():
    """A hash that differed from run to run would send hints where nobody listens."""
    assert [shards.number_of(group, 3) for group in GROUPS[:6]] == [1, 0, 2, 1, 2, 2]
