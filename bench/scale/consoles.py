"""Operators' consoles with as many chats open as they hold, on threads of this process."""

import asyncio
import threading
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from typing import Any, NamedTuple, Self

from chat.client import OperatorClient

OPENED_WITHIN_S = 60.0


class Console(NamedTuple):
    """Whose it is: a company's colleague, by a Cookie header, and which chats they have open."""

    slug: str
    cookie: str
    chats: list[int]

    @classmethod
    def of(cls, place: dict[str, Any]) -> Self:
        """As a plan of bench/proof/load/generator.mjs has it."""
        chats = [each["conversation"] for each in place["hello"]["open"]]
        return cls(place["path"].split("/")[3], place["headers"]["Cookie"], chats)


class Consoles:
    """`with Consoles(url) as consoles:`; they answer beats and stay until the end of the block."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._clients = AsyncExitStack()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._wait(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def open(self, consoles: Sequence[Console]) -> None:
        """Returns once all their chats are on their screens."""
        for console in consoles:
            self._wait(self._open(console))

    async def _open(self, console: Console) -> None:
        client = OperatorClient(self.url, console.slug, console.cookie)
        views = [client.open(number) for number in console.chats]
        await self._clients.enter_async_context(client)
        await client.until(lambda: client.is_online and all(v.last for v in views), OPENED_WITHIN_S)

    async def _close(self) -> None:
        await self._clients.aclose()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)

    def _wait(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(OPENED_WITHIN_S + 5)
