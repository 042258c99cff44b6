"""Both fan-outs deliver the same frames, in the same order, in every process that listens."""

import asyncio
import random

import pytest
import redis
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.conf import settings

from chat.fanout_layer import LayerFanout
from chat.fanout_redis import RedisFanout
from chat.shards import PREFIX

GROUPS = ["t1.v1", "t1.c1", "t1.inbox", "t2.inbox"]


class Ear:
    def __init__(self):
        self.heard = []

    def deliver(self, text):
        self.heard.append(text)


def layer_fanout():
    return LayerFanout(RedisPubSubChannelLayer(hosts=[settings.REDIS_URL]))


async def eventually(condition, within=10.0):
    async with asyncio.timeout(within):
        while not condition():
            await asyncio.sleep(0.01)


async def told(make):
    """What each of six listeners in two processes hears of three hundred texts."""
    here, there = make(), make()
    try:
        ears = {(side, group): Ear() for side in (here, there) for group in GROUPS[:3]}
        for (side, group), ear in ears.items():
            await side.join(group, ear)
        chance = random.Random(3)
        texts = [(chance.choice(GROUPS), f"{{“text”: {number}}}") for number in range(300)]
        for start in range(0, len(texts), 3):
            here.publish(texts[start : start + 3])
            await asyncio.sleep(0)
        await eventually(lambda: sum(len(ear.heard) for ear in ears.values()) >= expected(texts))
        await asyncio.sleep(0.1)  # nothing comes twice
        return [ear.heard for ear in ears.values()]
    finally:
        await here.close()
        await there.close()


def expected(texts):
    return 2 * sum(group in GROUPS[:3] for group, _ in texts)


async def test_both_deliver_the_same_frames():
    assert await told(RedisFanout) == await told(layer_fanout)


@pytest.mark.parametrize("make", [RedisFanout, layer_fanout])
async def test_who_left_hears_nothing_more(make):
    here, there = make(), make()
    try:
        stays, leaves = Ear(), Ear()
        for ear in (stays, leaves):
            await there.join("t1.inbox", ear)
        here.publish([("t1.inbox", "one")])
        await eventually(lambda: stays.heard == leaves.heard == ["one"])
        there.leave("t1.inbox", leaves)
        here.publish([("t1.inbox", "two")])
        await eventually(lambda: stays.heard == ["one", "two"])
        assert leaves.heard == ["one"]
        there.leave("t1.inbox", stays)
        await there.join("t1.inbox", leaves)
        here.publish([("t1.inbox", "three")])
        await eventually(lambda: leaves.heard == ["one", "three"])
        assert stays.heard == ["one", "two"]
    finally:
        await here.close()
        await there.close()


async def test_many_that_join_at_once_share_one_subscription():
    """As after a restart: all come back in the same moment."""
    fanout, ears = RedisFanout(), [Ear() for _ in range(300)]
    try:
        await asyncio.gather(*(fanout.join(f"t1.v{n}", ear) for n, ear in enumerate(ears)))
        with redis.Redis.from_url(settings.REDIS_URL) as client:
            counted = client.pubsub_numsub(*(f"{PREFIX}t1.v{n}" for n in range(len(ears))))
            assert {count for _, count in counted} == {1}
            other = RedisFanout()
            other.publish([(f"t1.v{n}", f"{n}") for n in range(len(ears))])
            await eventually(lambda: all(ear.heard for ear in ears))
            await other.close()
        assert [ear.heard for ear in ears] == [[f"{n}"] for n in range(len(ears))]
    finally:
        await fanout.close()


async def test_a_broken_subscription_is_taken_up_again():
    here, there, ear = RedisFanout(), RedisFanout(), Ear()
    try:
        await there.join("t1.inbox", ear)
        with redis.Redis.from_url(settings.REDIS_URL) as client:
            client.client_kill_filter(_type="pubsub")

        def hears():
            here.publish([("t1.inbox", "hello")])
            return ear.heard

        await eventually(hears)
    finally:
        await here.close()
        await there.close()


async def test_nobody_waits_for_a_redis_that_is_not_there(settings):
    settings.REDIS_SHARDS = ["redis://127.0.0.1:1/0"]
    fanout, ear = RedisFanout(), Ear()
    try:
        async with asyncio.timeout(5):
            for number in range(50):
                await fanout.join(f"t1.c{number}", ear)
        fanout.publish([("t1.c7", "hello")])
        assert ear.heard == ["hello"]  # in the same process, without a trip
    finally:
        await fanout.close()
