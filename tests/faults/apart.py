"""Clients in a process of their own, which can be stopped as a laptop that is shut stops it.

`python -m tests.faults.apart JSON` is that process: it keeps the clients that are described there,
and answers each line of JSON on its input with one line on its output.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any, Self

from chat.client import OperatorClient, VisitorClient
from chat.client.client import Client
from chat.replay.oracle import Witness
from helpdesk.services.process import ROOT
from tests.delivery import PATIENT, online

LONGEST_LINE = 64 * 1024 * 1024
ANSWERED_WITHIN_S = 60.0
PROGRAM = (sys.executable, "-m", "tests.faults.apart")


class Apart:
    """`people`: descriptions as `client_of` takes them. `async with` it: they are all online.

    `program`: another one that answers the same way."""

    def __init__(self, people: list[dict[str, Any]], program: Sequence[str] = PROGRAM) -> None:
        self.people, self.program = people, program
        self.process: Process

    async def __aenter__(self) -> Self:
        self.process = await asyncio.create_subprocess_exec(
            *[*self.program, json.dumps(self.people)],
            cwd=ROOT,
            stdin=PIPE,
            stdout=PIPE,
            limit=LONGEST_LINE,
            start_new_session=True,
        )
        try:
            await self.ask()
        except BaseException:
            await self._end()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        await self._end()

    async def _end(self) -> None:
        self._signal(signal.SIGKILL)
        await self.process.wait()

    def stop(self) -> None:
        """Nothing of it runs: no timer, no line is read; the other end is told nothing."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        """To all of it: what was started may have started the real one."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    async def say(self, times: int) -> None:
        """Each visitor sends so many messages, without waiting."""
        await self.ask(say=times)

    async def ask(self, **command: Any) -> list[dict[str, Any]]:
        """What each client has sent, heard and shown; after the command, if there is one."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(command).encode() + b"\n")
        async with asyncio.timeout(ANSWERED_WITHIN_S):
            line = await self.process.stdout.readline()
        return json.loads(line)

    async def witnesses(self) -> list[Witness]:
        return [witness(seen) for told in await self.ask() for seen in told["seen"]]

    async def count(self, what: str) -> int:
        return sum(told[what] for told in await self.ask())


def witness(seen: dict[str, Any]) -> Witness:
    shown = [(seq, id) for seq, id in seen.pop("shown")]
    return Witness(**seen | {"shown": shown, "acknowledged": frozenset(seen["acknowledged"])})


# --- the process itself -------------------------------------------------------------------------


def client_of(person: dict[str, Any]) -> Client:
    """{url, slug, cookie, open: conversations} of an operator; {url, site_key, token, open: [the
    conversation]} of a visitor."""
    if "slug" not in person:
        return VisitorClient(person["url"], person["site_key"], token=person["token"], pace=PATIENT)
    client = OperatorClient(person["url"], person["slug"], person["cookie"], pace=PATIENT)
    for number in person["open"]:
        client.open(number)
    return client


async def live(people: list[dict[str, Any]]) -> None:
    clients = [client_of(person) for person in people]
    async with contextlib.AsyncExitStack() as here:
        for client in clients:
            await here.enter_async_context(client)
        await online(*clients)
        lines = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(lines)
        await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
        while line := await lines.readline():
            for client in clients:
                if isinstance(client, VisitorClient):
                    for turn in range(json.loads(line).get("say", 0)):
                        client.send(f"from apart, {turn}")
            print(json.dumps([told(*pair) for pair in zip(clients, people, strict=True)]))
            sys.stdout.flush()


def told(client: Client, person: dict[str, Any]) -> dict[str, Any]:
    return {
        "seen": list(seen(client, person)),
        "pending": len(client.outbox.pending),
        "welcomes": client.welcomes,
    }


def seen(client: Client, person: dict[str, Any]) -> Iterator[dict[str, Any]]:
    is_visitor = isinstance(client, VisitorClient)
    for lane, view in client.views.items():
        sent = client.outbox.order.get(lane, [])
        yield {
            "name": f"{type(client).__name__} apart",
            "conversation": person["open"][0] if is_visitor else lane,
            "is_visitor": is_visitor,
            "shown": [(entry["seq"], entry["id"]) for entry in view.entries],
            "sent": sent,
            "acknowledged": [id for id in sent if id in client.outbox.acknowledged],
        }


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(live(json.loads(sys.argv[1])))
