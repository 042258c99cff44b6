"""No acknowledged message is lost, doubled or moved, whatever dies: the server, Redis, PostgreSQL.

Real processes, killed as a power cut kills them, while people chat. Waits are bounded and generous;
what is asserted is what came out in the end.
"""

import asyncio
import contextlib
import json
import subprocess
import sys
import time

from chat.client import OperatorClient, VisitorClient
from helpdesk.services.process import ROOT
from tests.delivery import PATIENT, conversation_of, eventually, online, settle

DRAINED_WITHIN = 60.0
A_BEAT_LATER = 25.0 + 15.0  # and what a busy machine takes


class Chat:
    """Some visitors, two tabs each, and operators who answer; they go on until told to stop.

    Visitors and their first tabs are on one web process, second tabs and operators on `other`."""

    def __init__(self, machine, *, visitors=3, one=0, other=0):
        self.machine, self.acme = machine, machine.acme
        self.one, self.other = machine.webs[one].origin, machine.webs[other].origin
        self.visitors = [
            VisitorClient(self.one, self.acme.site_key, pace=PATIENT) for _ in range(visitors)
        ]
        self.operators = [
            OperatorClient(self.other, self.acme.slug, self.acme.cookies[name], pace=PATIENT)
            for name in ("omar", "tess")
        ]
        self.tabs = []
        self.numbers = {}
        self.is_over = asyncio.Event()
        self._here = contextlib.AsyncExitStack()
        self._talks = []

    @property
    def clients(self):
        return [*self.visitors, *self.tabs, *self.operators]

    @property
    def acknowledged(self):
        return sum(len(client.outbox.acknowledged) for client in self.clients)

    async def __aenter__(self):
        for client in [*self.visitors, *self.operators]:
            await self._here.enter_async_context(client)
        await online(*self.visitors, *self.operators)
        for index, visitor in enumerate(self.visitors):
            await self.second_tab(visitor)
            await visitor.shown(visitor.send("Hello"))
            operator = self.operators[index % len(self.operators)]
            self.numbers[visitor] = await conversation_of(visitor, operator)
            self._talks.append(asyncio.create_task(self.talk(visitor, operator)))
        return self

    async def __aexit__(self, *_):
        self.is_over.set()
        await asyncio.gather(*self._talks)
        await self._here.aclose()

    async def second_tab(self, visitor):
        tab = VisitorClient(self.other, self.acme.site_key, token=visitor.token, pace=PATIENT)
        self.tabs.append(await self._here.enter_async_context(tab))
        await online(tab)
        return tab

    async def talk(self, visitor, operator):
        number, turn = self.numbers[visitor], 0
        while not self.is_over.is_set():
            visitor.send(f"question {turn}")
            operator.send(number, f"answer {turn}")
            turn += 1
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.1):
                    await self.is_over.wait()

    async def acknowledges(self, more, within=DRAINED_WITHIN):
        """Waits until so many more sends are acknowledged."""
        goal = self.acknowledged + more
        await eventually(lambda: self.acknowledged >= goal, within)

    async def ends_well(self, within=DRAINED_WITHIN):
        self.is_over.set()
        await asyncio.gather(*self._talks)
        await settle(self.machine.logs, self.clients, within)


async def test_the_server_dies_again_and_again(machine):
    async with Chat(machine) as chat:
        for _ in range(3):
            await chat.acknowledges(20)
            await asyncio.to_thread(machine.webs[0].kill)
            await asyncio.sleep(0.3)
            await asyncio.to_thread(machine.webs[0].start)
        await chat.acknowledges(20)
        await chat.ends_well()
        assert all(client.welcomes > 1 for client in chat.clients)


async def test_redis_dies_and_comes_back_empty(machine):
    """Two web processes, which hear of each other through Redis alone."""
    async with Chat(machine, one=0, other=1) as chat:
        await chat.acknowledges(20)
        await asyncio.to_thread(machine.redis.kill)
        await chat.acknowledges(40)  # nobody needs Redis for that
        newcomer = VisitorClient(chat.one, chat.acme.site_key, pace=PATIENT)
        chat.visitors.append(await chat._here.enter_async_context(newcomer))
        await online(newcomer)
        await chat.second_tab(newcomer)
        await newcomer.shown(newcomer.send("Is anybody there?"))
        started = time.monotonic()
        for operator in chat.operators:  # with everything they have open, and no Redis to wait for
            welcomes = operator.welcomes
            operator.line.cut()
            await operator.until(lambda o=operator, w=welcomes: o.welcomes > w, 30)
        assert time.monotonic() - started < 15
        await asyncio.to_thread(machine.redis.ensure)
        back = time.monotonic()
        await chat.ends_well(A_BEAT_LATER)
        await eventually(lambda: knows(chat.operators, newcomer), A_BEAT_LATER)
        assert time.monotonic() - back < A_BEAT_LATER


def knows(operators, newcomer):
    """Everybody lists the conversation that began while nothing could be told."""
    live = [operator.summaries.live for operator in operators]
    return newcomer.state and all(len(known) == len(live[0]) >= 4 for known in live)


async def test_postgresql_dies_and_recovers(machine):
    async with Chat(machine) as chat:
        await chat.acknowledges(20)
        await asyncio.to_thread(machine.postgres.kill)
        await asyncio.sleep(1)  # what was committed before may still be on its way
        before = chat.acknowledged
        await asyncio.sleep(3)
        assert chat.acknowledged == before
        assert all(client.outbox.pending for client in chat.visitors)
        await asyncio.to_thread(machine.postgres.ensure)
        await chat.acknowledges(20)
        await chat.ends_well()


async def test_a_replay_survives_a_server_that_dies(machine, tmp_path):
    file, web = tmp_path / "dialogues.jsonl", machine.webs[0]
    said = [
        {"from": who, "text": f"line {n}"} for n in range(12) for who in ("customer", "operator")
    ]
    file.write_text("\n".join(json.dumps({"turns": said}) for _ in range(10)))
    arguments = f"manage.py replay {file} --company acme --conversations 10 --rate 40".split()
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=web.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as replay:
        for _ in range(2):
            await asyncio.sleep(3)
            await asyncio.to_thread(web.kill)
            await asyncio.to_thread(web.start)
        output, _ = await asyncio.to_thread(replay.communicate, timeout=90)
    assert replay.returncode == 0, output
    assert "240 messages" in output
