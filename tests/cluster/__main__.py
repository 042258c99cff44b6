"""`make cluster`: two of everything behind HAProxy and PgBouncer, one of each taken away in turn.

python -m tests.cluster                      every part, about five minutes
python -m tests.cluster --only NAME ...      these
python -m tests.cluster --loopback           without network namespaces, also where there are some
"""

import argparse
import asyncio
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
from email import message_from_bytes
from functools import partial
from pathlib import Path

from aiosmtpd.controller import Controller

from bench import command
from helpdesk.services.process import ROOT
from tests.faults.machine import Company

from . import enclosure, table
from .acts import Act, Size, play
from .bystanders import Bystanders
from .cluster import MAIL_PORT, Cluster
from .faults import BY_NAME, FAULTS, Fault
from .network import Loopback, Namespaces, Network
from .once import Doings

PEOPLE_AN_ACT, MAILS_AN_ACT = 5, 12
LOGS = ROOT / "var" / "cluster-log"


class Mailbox:
    """A mail server that takes everything: the Message-ID of each mail, in order."""

    def __init__(self) -> None:
        self.arrived: list[str] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.arrived.append(str(message_from_bytes(envelope.content)["Message-ID"]))
        return f"250 2.0.0 queued as {len(self.arrived)}"


def main() -> int:
    options = _options()
    if enclosure.directory():
        return _run(options, enclosure.directory())
    with tempfile.TemporaryDirectory(prefix="cluster-", ignore_cleanup_errors=True) as var:
        if not options.loopback and enclosure.is_allowed():
            return enclosure.run_inside(["-m", "tests.cluster", *sys.argv[1:]], var)
        return _run(options, var)


def _run(options: argparse.Namespace, var: str) -> int:
    command.end_gently()
    say, network = command.clock(), _network()
    found = table.facts(network.kind)
    cluster, mailbox = Cluster(Path(var).resolve(), network), Mailbox()
    post = Controller(mailbox, hostname=cluster.mail_host, port=MAIL_PORT)
    try:
        post.start()
        cluster.start()
        say(f"a cluster of {len(cluster.parts) + 1} programs runs, on {network.kind}")
        tell = partial(_tell, options, found)
        return asyncio.run(_perform(cluster, options, mailbox, tell, say))
    finally:
        cluster.stop()
        post.stop()
        _keep_logs(cluster)


def _network() -> Network:
    if enclosure.directory():
        try:
            return Namespaces()
        except OSError as error:
            print(f"No namespaces here ({error}): loopback addresses.", file=sys.stderr)
    return Loopback()


async def _perform(cluster: Cluster, options, mailbox: Mailbox, tell, say) -> int:
    faults = _chosen(options, cluster.network)
    mails = str(MAILS_AN_ACT * len(faults))
    company = Company(**json.loads(cluster.run("-m", "tests.cluster.work", mails)))
    acts: list[Act] = []
    keeping = asyncio.create_task(_keep(cluster))
    async with Bystanders(cluster, company) as bystanders:
        for fault in faults:
            await bystanders.come(PEOPLE_AN_ACT, MAILS_AN_ACT)
            acts.append(await play(cluster, fault, Size(options.rate, options.seconds)))
            say(_line(acts[-1]))
        await bystanders.calm()
        doings = bystanders.doings(mailbox.arrived)
        doings.twice += [f"bystanders: {words}" for words in bystanders.findings().reasons[:10]]
        keeping.cancel()
        tell(acts, doings, bystanders.states())
    return 1 if doings.twice or any(act.wrong for act in acts) else 0


async def _keep(cluster: Cluster) -> None:
    """What ends by itself is started again, as in any installation."""
    while True:
        await asyncio.sleep(1)
        for part in cluster.parts.values():
            part.keep()


def _chosen(options: argparse.Namespace, network: Network) -> list[Fault]:
    wanted = [BY_NAME[name] for name in options.only] if options.only else FAULTS
    return [fault for fault in wanted if network.can_cut or not fault.needs_cable]


def _line(act: Act) -> str:
    how = f"WRONG: {'; '.join(act.wrong)}" if act.wrong else "ok"
    return f"{act.fault.name}, {act.took_s:.0f} s, {act.messages} messages: {how}"


def _tell(options, found: dict, acts: list[Act], doings: Doings, states: dict[str, int]) -> None:
    made = f"{table.table(acts)}\n{table.told(doings, states)}"
    command.keep(options.json, table.whole(found, acts, doings, states))
    print(f"\n{made}\nAlso in {options.json}; logs in {LOGS}", flush=True)
    if options.write:
        table.write(found, made)


def _keep_logs(cluster: Cluster) -> None:
    shutil.rmtree(LOGS, ignore_errors=True)
    shutil.copytree(cluster.var / "log", LOGS, dirs_exist_ok=True)


def _options() -> argparse.Namespace:
    kept, page = ROOT / "var" / "cluster.json", "docs/operations.md"
    arguments = command.parser("tests.cluster", __doc__, keep=kept, page=page)
    arguments.add_argument("--only", nargs="+", metavar="NAME", choices=sorted(BY_NAME))
    arguments.add_argument("--rate", type=float, default=Size.rate, help="messages a second")
    arguments.add_argument("--seconds", type=float, default=Size.seconds, help="of talk, an act")
    arguments.add_argument("--loopback", action="store_true", help="no network namespaces")
    return arguments.parse_args()


if __name__ == "__main__":
    try:
        command.run(main)
    except subprocess.CalledProcessError as error:
        sys.exit(f"{shlex.join(error.cmd[1:])} failed:\n{error.stderr}")
