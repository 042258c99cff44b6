"""Who says nothing is not kept; who has spoken and waits for us is."""

import asyncio
from types import SimpleNamespace

from chat import sockets
from chat.consumers import VisitorSocket


async def test_a_hello_that_we_have_not_got_to_is_not_a_missing_one(monkeypatch):
    monkeypatch.setattr(sockets, "HELLO_WITHIN", 0.01)
    socket, ended = VisitorSocket(), []
    socket.side, socket.end = SimpleNamespace(is_greeted=False), ended.append
    socket._is_at_work = True
    socket._await_hello()
    await asyncio.sleep(0.05)
    assert ended == []
    socket._is_at_work = False
    await asyncio.sleep(0.05)
    assert ended == [sockets.NO_HELLO]
