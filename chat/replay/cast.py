"""Who plays: visitors, operators at their desks, and who tells which conversation is whose."""

import asyncio
from collections.abc import Callable
from typing import Any

from chat.client import OperatorClient, Pace, VisitorClient
from chat.client.operator import MOST_OPEN


class Reception:
    """Tells which conversation belongs to which dialogue: by the page its visitor came from."""

    def __init__(self, run: str) -> None:
        self.run = run  # unlike any other run's
        self._numbers: dict[str, asyncio.Future[int]] = {}

    def page(self, index: int) -> dict[str, str]:
        return {"url": f"https://replay.invalid/{self.run}/{index}", "title": "Replay"}

    async def number(self, index: int) -> int:
        """Waits until some operator has heard of the conversation."""
        return await asyncio.shield(self._future(self.page(index)["url"]))

    def note(self, summary: dict[str, Any]) -> None:
        url = summary["page"]["url"]
        if url.startswith(f"https://replay.invalid/{self.run}/") and not self._future(url).done():
            self._future(url).set_result(summary["id"])

    def _future(self, url: str) -> "asyncio.Future[int]":
        return self._numbers.setdefault(url, asyncio.get_running_loop().create_future())


class Desk(OperatorClient):
    """One operator's socket."""

    def __init__(self, *place: str, pace: Pace, note: Callable[[dict[str, Any]], None]) -> None:
        super().__init__(*place, pace=pace)
        self._note = note

    def receive(self, frame: dict[str, Any]) -> None:
        super().receive(frame)
        if frame["type"] == "conversations":
            for item in frame["items"]:
                self._note(item)
        elif frame["type"] == "conversation":
            self._note(frame["conversation"])


def visitors(
    count: int, url: str, site_key: str, reception: Reception, pace: Pace
) -> list[VisitorClient]:
    return [
        VisitorClient(url, site_key, page=reception.page(index), pace=pace)
        for index in range(count)
    ]


def desks(
    count: int, url: str, slug: str, cookies: list[str], reception: Reception, pace: Pace
) -> list[Desk]:
    """Enough for `count` conversations, spread over the operators."""
    needed = max(min(len(cookies), count), -(-count // MOST_OPEN))
    return [
        Desk(url, slug, cookies[index % len(cookies)], pace=pace, note=reception.note)
        for index in range(needed)
    ]
