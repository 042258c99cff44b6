"""Redis goes without a word, as a machine without power does: no line is closed, none answers."""

import asyncio
import contextlib
from urllib.parse import urlsplit

import pytest
import redis
from django.conf import settings

from chat import fanout_shard
from chat.fanout_redis import RedisFanout
from chat.shards import NO_ORIGIN, PREFIX
from tests.delivery import eventually


class Ear:
    def __init__(self):
        self.heard = []

    def deliver(self, text):
        self.heard.append(text)


class Wire:
    """What is said on lines that were `forgotten` arrives nowhere; new ones work."""

    def __init__(self, url):
        self.to = (url.hostname, url.port)
        self.lines = set()
        self.forgotten = set()

    async def meet(self, reader, writer):
        there, back = await asyncio.open_connection(*self.to)
        self.lines.add(writer)
        await asyncio.gather(
            self.pass_on(reader, back, writer), self.pass_on(there, writer, writer)
        )
        back.close()

    async def pass_on(self, reader, writer, line):
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                if line not in self.forgotten:
                    writer.write(data)
        writer.close()

    def forget(self):
        self.forgotten |= self.lines


@pytest.fixture
async def wire(monkeypatch, settings):
    url = urlsplit(settings.REDIS_URL)
    wire = Wire(url)
    server = await asyncio.start_server(wire.meet, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    settings.REDIS_SHARDS = [url._replace(netloc=f":{url.password}@127.0.0.1:{port}").geturl()]
    monkeypatch.setattr(fanout_shard, "SILENT_S", 0.2)
    monkeypatch.setattr(fanout_shard, "ANSWERS_WITHIN_S", 0.3)
    yield wire
    server.close()


@pytest.fixture
async def fanout(wire):
    fanout = RedisFanout()
    yield fanout
    await fanout.close()


def say(text):
    """As another process does, whose line is well."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.publish(PREFIX + "t1.v1", NO_ORIGIN + text)


async def test_a_line_that_fell_silent_is_made_anew(wire, fanout):
    ear = Ear()
    await fanout.join("t1.v1", ear)
    say("before")
    await eventually(lambda: ear.heard == ["before"])
    wire.forget()
    say("lost")

    def is_heard_again():
        say("after")
        return "after" in ear.heard

    await eventually(is_heard_again)
    assert set(ear.heard) == {"before", "after"}


async def test_one_waits_in_vain_and_those_after_hardly(wire, fanout, monkeypatch):
    monkeypatch.setattr(fanout_shard, "SUBSCRIBE_TIMEOUT", 0.5)
    monkeypatch.setattr(fanout_shard, "SILENT_S", 60)
    await fanout.join("t1.v1", Ear())
    wire.forget()
    clock = asyncio.get_running_loop().time
    began = clock()
    await fanout.join("t1.v2", Ear())
    first = clock() - began
    await asyncio.gather(*(fanout.join(f"t1.v{n}", Ear()) for n in range(3, 9)))
    assert first >= 0.5
    assert clock() - began - first < first


async def test_a_line_on_which_nobody_speaks_is_kept(wire, fanout):
    ear = Ear()
    await fanout.join("t1.v1", ear)
    lines = len(wire.lines)
    await asyncio.sleep(1.2)
    assert len(wire.lines) == lines
    say("still here")
    await eventually(lambda: ear.heard == ["still here"])
