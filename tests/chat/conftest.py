from types import SimpleNamespace

import pytest
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.conf import settings

from chat import fanout, runtime
from chat.routing import websocket_urlpatterns
from tests.door import CSRF, Door


@pytest.fixture
def visitor_door(server, committed_cast):
    token = {"Authorization": f"Bearer {committed_cast.token}"}
    door = Door(f"{server.origin}/widget/{committed_cast.acme.site_key}/frames/", token)
    with door.client:
        yield door


@pytest.fixture
def operator_door(server, committed_cast):
    cookies = f"{committed_cast.omar.cookie}; helpdesk_csrf={CSRF}"
    headers = {"Cookie": cookies, "X-CSRFToken": CSRF, "Origin": server.origin}
    door = Door(f"{server.origin}/t/acme/frames/", headers)
    with door.client:
        yield door


@pytest.fixture
async def here(committed_cast):
    """Sockets in this process: `connect()` gives (the wire, the server's end of it)."""

    async def connect():
        key = committed_cast.acme.site_key
        headers = [(b"origin", settings.PUBLIC_URL.encode()), (b"host", b"127.0.0.1:8000")]
        wire = WebsocketCommunicator(application, f"/ws/widget/{key}/", headers)
        before = set(runtime.runtime().sockets)
        assert (await wire.connect(timeout=10))[0]
        (socket,) = runtime.runtime().sockets - before
        wires.append(wire)
        return wire, socket

    wires, application = [], URLRouter(websocket_urlpatterns)
    yield SimpleNamespace(cast=committed_cast, connect=connect)
    for wire in wires:
        await wire.disconnect()
    await runtime.runtime().close()
    await fanout.local().close()
