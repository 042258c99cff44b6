"""The database is lost, and an older backup is brought back. What came after the backup is gone,
and nobody goes on showing it: the log has a new name, and everybody reads it afresh."""

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

from tests.faults.chatting import Chat
from tests.faults.machine import Machine
from tests.faults.scenario import Outcome, Scenario, Size

BACK_WITHIN_S = 60.0


async def older_backup(machine: Machine, size: Size) -> Outcome:
    outcome, backups = Outcome(), machine.var / "backups"
    async with Chat(machine, size) as chat:
        await chat.acknowledges(20)
        saved = {id for ids in _acknowledged(chat).values() for id in ids}
        await asyncio.to_thread(machine.run, "manage.py", "backup", str(backups), "--no-files")
        await chat.acknowledges(20)
        await _stop_all(machine)
        gone = _acknowledged(chat)
        await asyncio.to_thread(_bring_back, machine, backups)
        stored = {row.id for rows in machine.logs(chat.since).values() for row in rows}
        outcome.require(saved <= stored, "something that was in the backup did not come back")
        _forget_what_is_gone(chat, gone, stored, outcome)
        _sign_in(machine, chat)
        epochs = {client: client.epoch for client in chat.clients}
        await asyncio.gather(*(asyncio.to_thread(web.start) for web in machine.webs))
        await chat.acknowledges(20)
        await chat.ends(outcome, within=BACK_WITHIN_S)
        same = sum(client.epoch == epochs[client] for client in chat.clients)
        outcome.require(not same, f"{same} clients did not hear that it is another log")
    return outcome


def _acknowledged(chat: Chat) -> dict[int, set[str]]:
    return {number: set(client.outbox.acknowledged) for number, client in enumerate(chat.clients)}


async def _stop_all(machine: Machine) -> None:
    for web in machine.webs:
        await asyncio.to_thread(web.kill)


def _bring_back(machine: Machine, backups: Path) -> None:
    (backup,) = backups.iterdir()
    machine.lose_database()
    machine.run("manage.py", "restore", str(backup), "--no-files", "--jobs", "1")
    shutil.rmtree(backups)
    machine.sign_in_again()


def _sign_in(machine: Machine, chat: Chat) -> None:
    """A restore ends all sessions. What operators have not sent waits in their browsers."""
    for name, operator in zip(("omar", "tess"), chat.operators, strict=True):
        headers = {"Cookie": machine.acme.cookies[name]}
        operator.line.address = replace(operator.line.address, headers=headers)


def _forget_what_is_gone(
    chat: Chat, gone: dict[int, set[str]], stored: set[str], outcome: Outcome
) -> None:
    """Nobody can promise what the backup does not hold: the oracle judges the rest."""
    lost = 0
    for number, client in enumerate(chat.clients):
        for id in gone[number] - stored:
            del client.outbox.acknowledged[id]
            lost += 1
    outcome.measured["younger than the backup"] = lost
    outcome.require(lost, "nothing was younger than the backup")


SCENARIOS = [
    Scenario(
        "older-backup",
        "database lost, an older backup brought back",
        older_backup,
        ci=Size(),
        bounded=Size(messages=300, conversations=6),
        full=Size(messages=1000, conversations=8),
    ),
]
