"""The worker is killed at every step of its work: places, steps of a silence and mails are given,
taken and sent once all the same, and none is forgotten."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from helpdesk.services.process import ROOT, is_alive
from tests.cluster.bystanders import Bystanders
from tests.delivery import eventually
from tests.faults.machine import Machine
from tests.faults.mortal import STEPS
from tests.faults.scenario import Outcome, Scenario, Size
from tests.server import free_port

THERE_WITHIN_S = 60.0
VISITORS, MAILS = 1, 2  # a step
FORGOTTEN = """
SELECT id, status, due_at FROM chat_conversation
WHERE status = 'waiting' OR status = 'open' AND due_at < now() - interval '10 s'
"""
CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "helpdesk"]


class Mailbox:
    """Takes everything: the Message-ID of each mail, in order."""

    def __init__(self) -> None:
        self.arrived: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.arrived.append(str(message_from_bytes(envelope.content)["Message-ID"]))
        return "250 OK"


class Workers:
    """One at a time, of the process of `tests.faults.mortal`."""

    def __init__(self, source: subprocess.Popen[str]) -> None:
        self._source = source
        self._pid = 0

    def start(self, step: str) -> None:
        """One that dies at this step; '' is at none."""
        assert self._source.stdin and self._source.stdout
        self._source.stdin.write(f"{step}\n")
        self._source.stdin.flush()
        self._pid = int(self._source.stdout.readline())

    @property
    def is_dead(self) -> bool:
        return not is_alive(self._pid)

    def kill(self) -> None:
        if self._pid and not self.is_dead:
            os.kill(self._pid, 9)


@contextmanager
def workers(environment: dict[str, str], log: Path) -> Iterator[Workers]:
    with log.open("ab") as output:
        source = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.mortal"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
        )
    started = Workers(source)
    try:
        assert source.stdout and source.stdout.readline() == "ready\n", f"see {log}"
        yield started
    finally:
        started.kill()
        source.kill()
        source.wait()


@contextmanager
def beat(environment: dict[str, str], var: Path) -> Iterator[None]:
    with (var / "log" / "beat.log").open("ab") as log:
        running = subprocess.Popen(
            [*CELERY, "beat", "-l", "WARNING", "--pidfile=", "-s", str(var / "schedule")],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        running.kill()
        running.wait()


@contextmanager
def mail_server() -> Iterator[tuple[Mailbox, int]]:
    mailbox = Mailbox()
    server = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield mailbox, server.port
    finally:
        server.stop()


async def worker_killed(machine: Machine, size: Size) -> Outcome:
    globex = await asyncio.to_thread(lambda: machine.globex)
    steps = list(STEPS)[:: max(1, len(STEPS) // size.times)][: size.times]
    with mail_server() as (mailbox, port):
        environment = machine.environment | {
            "DJANGO_SETTINGS_MODULE": "helpdesk.settings",
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "LOG_LEVEL": "WARNING",
        }
        log = machine.var / "log" / "workers.log"
        with beat(environment, machine.var), workers(environment, log) as mortal:
            async with Bystanders(machine, globex) as people:  # type: ignore[arg-type]
                outcome = await _die_at_each(steps, mortal, people)
                mortal.start("")
                await _nothing_is_forgotten(outcome, people)
                await people.calm()
                _judge(outcome, people, mailbox)
    return outcome


async def _die_at_each(steps: list[str], mortal: Workers, people: Bystanders) -> Outcome:
    outcome, died = Outcome(), 0
    for step in steps:
        mortal.start(step)
        await people.come(VISITORS, MAILS)
        try:
            await eventually(lambda: mortal.is_dead, THERE_WITHIN_S)
            died += 1
        except TimeoutError:
            outcome.violations.append(f"no worker came to this step: {step}")
            mortal.kill()
    outcome.measured["steps"] = died
    return outcome


async def _nothing_is_forgotten(outcome: Outcome, people: Bystanders) -> None:
    """Everybody has been given to somebody, and no step of a silence is overdue."""
    try:
        await eventually(lambda: not people.ask(FORGOTTEN), THERE_WITHIN_S)
    except TimeoutError:
        outcome.violations.append(f"forgotten: {people.ask(FORGOTTEN)}")


def _judge(outcome: Outcome, people: Bystanders, mailbox: Mailbox) -> None:
    findings, doings = people.findings(), people.doings(mailbox.arrived)
    states = people.states()
    clients = [*people.desks, *people.visitors]
    outcome.messages = sum(len(client.outbox.added_at) for client in clients)
    outcome.acknowledged = sum(len(client.outbox.acknowledged) for client in clients)
    outcome.lost, outcome.doubled = len(findings.lost), len(findings.doubled)
    outcome.disordered = len(findings.disorder)
    outcome.violations += [*findings.reasons[:20], *doings.twice[:20]]
    outcome.require(not states.get("queued"), f"{states.get('queued')} mails were forgotten")
    unclear = states.get("sending", 0) + states.get("unknown", 0)
    outcome.measured |= {
        "chats given": doings.assignments,
        "steps of a silence": doings.steps,
        "mails sent": states.get("sent", 0),
        "mails a person is asked about": unclear,
    }
    outcome.require(doings.assignments and doings.steps, "nothing happened by itself")
    outcome.require(states.get("sent"), "no mail was sent")


SCENARIOS = [
    Scenario(
        "worker-killed",
        "worker killed with -9 at a step of its work, one after another",
        worker_killed,
        bounded=Size(messages=1, times=len(STEPS)),
        full=Size(messages=1, times=len(STEPS)),
        extent="{times} steps",
    ),
]
