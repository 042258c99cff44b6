"""Many visitors who have the widget open: `python -m tests.faults.crowd SITE_KEY COUNT PORT ...`.

They connect to whichever of the ports lets them in, as a balancer would send them, with the
client and the pauses of the product. Each line read is answered by one of JSON, about all that
happened since the last line that said "begin".
"""

import asyncio
import json
import random
import socket
import sys
import time
from contextlib import AsyncExitStack

from chat.client import Pace, VisitorClient

from .connecting import Dial, connected

AT_ONCE = 50


def any_of(ports: list[int]) -> Dial:
    """Connects to one that lets us in."""

    async def dial() -> socket.socket:
        *others, last = random.sample(ports, len(ports))
        for port in others:
            try:
                return await connected(socket.socket(), ("127.0.0.1", port))
            except ConnectionRefusedError:
                continue
        return await connected(socket.socket(), ("127.0.0.1", last))

    return dial


class Somebody(VisitorClient):
    """Notes how long it was away, whenever it was."""

    def __init__(self, site_key: str, ports: list[int]) -> None:
        super().__init__(f"http://127.0.0.1:{ports[0]}", site_key, pace=Pace())
        self.line.dial = any_of(ports)
        self.away_s: list[float] = []
        self._lost_at: float | None = None
        self._one_socket, self.line._one_socket = self.line._one_socket, self._noted

    async def _noted(self) -> int | None:
        was_here = self.welcomes
        code = await self._one_socket()
        if self.welcomes > was_here:
            self._lost_at = time.monotonic()
        return code

    def on_welcome(self, frame: dict) -> None:
        super().on_welcome(frame)
        if self._lost_at is not None:
            self.away_s.append(time.monotonic() - self._lost_at)
            self._lost_at = None


class Crowd:
    def __init__(self, people: list[Somebody]) -> None:
        self.people = people

    def begin(self) -> None:
        for somebody in self.people:
            somebody.away_s.clear()
            somebody.errors.clear()

    def report(self) -> dict[str, float]:
        """{"online", "refused", "mistakes", "back": how often somebody came back, "p50", "p99",
        "most": seconds they were away}"""
        away = sorted(seconds for somebody in self.people for seconds in somebody.away_s)
        mistakes = sum(len(somebody.errors) for somebody in self.people)
        return {
            "online": sum(somebody.is_online for somebody in self.people),
            "refused": sum(somebody.line.refused is not None for somebody in self.people),
            "mistakes": mistakes,
            "back": len(away),
            "p50": _part(away, 0.5),
            "p99": _part(away, 0.99),
            "most": _part(away, 1.0),
        }


def _part(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


async def main(site_key: str, how_many: int, ports: list[int]) -> None:
    people = [Somebody(site_key, ports) for _ in range(how_many)]
    crowd, room = Crowd(people), asyncio.Semaphore(AT_ONCE)
    async with AsyncExitStack() as here:

        async def come(somebody: Somebody) -> None:
            async with room:
                await here.enter_async_context(somebody)
                await somebody.until(lambda: somebody.is_online, 300)

        await asyncio.gather(*map(come, people))
        while line := await asyncio.to_thread(sys.stdin.readline):
            if line == "begin\n":
                crowd.begin()
            print(json.dumps(crowd.report()), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), [int(port) for port in sys.argv[3:]]))
