"""An operator's browser as the server sees it, in this process: the page, then its socket."""

import asyncio
import json
from typing import Any

from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.test import Client

HOST = "127.0.0.1"
PATIENCE_S = 30.0


class Console:
    """`cookie`: a signed-in session of a member, as a Cookie header."""

    def __init__(self, slug: str, cookie: str) -> None:
        self.slug, self.cookie = slug, cookie
        self._socket: WebsocketCommunicator | None = None

    async def fetch_page(self) -> None:
        await asyncio.to_thread(self._fetch_page)

    def _fetch_page(self) -> None:
        answer = Client(headers={"host": HOST, "cookie": self.cookie}).get(f"/t/{self.slug}/inbox/")
        assert answer.status_code == 200, answer.status_code

    async def connect(self) -> None:
        """Up to and including `welcome`."""
        headers = {"cookie": self.cookie, "host": HOST, "origin": f"http://{HOST}"}
        self._socket = WebsocketCommunicator(
            _application(),
            f"/ws/t/{self.slug}/",
            headers=[(name.encode(), value.encode()) for name, value in headers.items()],
        )
        is_open, _ = await self._socket.connect(timeout=PATIENCE_S)
        assert is_open, "the server does not want us"
        await self.ask("welcome", type="hello", v=1, epoch=None, open=[])

    async def list(self, view: str = "all", **more: Any) -> dict[str, Any]:
        return await self.ask("conversations", type="list", view=view, **more)

    async def search(self, **wanted: Any) -> dict[str, Any]:
        return await self.ask("found", type="search", **wanted)

    async def ask(self, answer: str, **frame: Any) -> dict[str, Any]:
        """Says a frame; the next one of the type `answer`, whatever is pushed meanwhile."""
        assert self._socket is not None
        await self._socket.send_to(text_data=json.dumps(frame))
        while True:
            heard = json.loads(await self._socket.receive_from(timeout=PATIENCE_S))
            if heard["type"] == answer:
                return heard
            assert heard["type"] != "error", heard

    async def close(self) -> None:
        assert self._socket is not None
        await self._socket.disconnect(timeout=PATIENCE_S)


def _application() -> URLRouter:
    from chat.routing import websocket_urlpatterns  # once Django has been set up

    return URLRouter(websocket_urlpatterns)
