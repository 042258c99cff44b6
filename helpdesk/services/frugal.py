"""What an open WebSocket keeps under Daphne, and no more: there are thousands, and most are idle.

Autobahn and Twisted hold on to the request that opened it, to a copy of all settings, and to a
dozen queues that stay empty: 20 of the 42 KiB an idle visitor's connection took.
"""

import asyncio
from collections import deque
from typing import Any, NamedTuple

from autobahn.websocket import protocol as autobahn
from daphne.ws_protocol import WebSocketProtocol

# Each connection draws up its settings for a line of a log that nobody keeps: a millisecond.
autobahn.pformat = str

OF_THE_HANDSHAKE = (
    "http_request_data http_status_line http_headers http_request_uri http_request_path "
    "http_request_params http_request_host http_response_data websocket_protocols "
    "websocket_origin websocket_extensions websocket_extensions_in_use _wskey _raw_query_string "
    "clean_headers application_deferred"
).split()


class Asked(NamedTuple):
    """What is left of the request: what Daphne's log of actions wants to know."""

    path: str


class Frugal(WebSocketProtocol):
    usual: dict[str, Any] = {}
    """What every open one has alike stands in the class; one of them has it when it differs."""

    def _connectionMade(self) -> None:
        for name in self.CONFIG_ATTRS:
            if not hasattr(Frugal, name):
                value = getattr(self.factory, name)
                setattr(Frugal, name, staticmethod(value) if callable(value) else value)
        super()._connectionMade()

    def onOpen(self) -> None:
        super().onOpen()
        self.transport.unregisterProducer()  # the channel of HTTP, with all that came through it
        self.request = Asked(self.http_request_path)
        own = self.__dict__
        if not Frugal.usual:
            Frugal.usual = {name: value for name, value in own.items() if _is_plain(value)}
            for name, value in Frugal.usual.items():
                setattr(Frugal, name, value)
            Frugal.send_queue = ()  # for sends in pieces, which nobody asks for
        for name in ("send_queue", *OF_THE_HANDSHAKE):
            own.pop(name, None)
        usual = Frugal.usual
        self.__dict__ = {k: v for k, v in own.items() if k not in usual or usual[k] is not v}


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, bool) or value == b""


class Inbox:
    """As an `asyncio.Queue` for one reader, without its four empty ones for others."""

    __slots__ = ("_items", "_reader")

    def __init__(self) -> None:
        self._items: deque[Any] | None = None
        self._reader: asyncio.Future[None] | None = None

    def put_nowait(self, item: Any) -> None:
        if self._items is None:
            self._items = deque()
        self._items.append(item)
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    async def get(self) -> Any:
        while not self._items:
            self._items = None
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
        self._reader = None
        return self._items.popleft()
