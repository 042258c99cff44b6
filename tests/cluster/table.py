"""The outcome as a table, as JSON, and in docs/operations.md."""

import json
import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.proof.facts import facts as machine_facts
from bench.proof.facts import sentence
from helpdesk.services.process import ROOT

from .acts import Act
from .once import Doings
from .programs import version

DOCS = ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- made by make cluster -->\n", "<!-- end of make cluster -->\n"
HEAD = "taken away|messages|acknowledged|lost|doubled|out of order|reconnects|slowest ack, s"
HEAD += "|slowest to be seen, s"


def facts(kind: str) -> dict[str, Any]:
    """`kind`: what the machines were made of."""
    versions = {name: version(name) for name in ("haproxy", "pgbouncer")}
    command = shlex.join(["python", "-m", "tests.cluster", *sys.argv[1:]])
    return machine_facts() | {"command": command, "network": kind} | versions


def table(acts: Sequence[Act]) -> str:
    heads = HEAD.split("|")
    rows = [heads, ["---"] + ["---:"] * (len(heads) - 1), *map(_row, acts)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(act: Act) -> list[str]:
    ended = f" ({', '.join(act.ended)} ended and was started again)" if act.ended else ""
    wrong = f" **{'; '.join(act.wrong)}**".replace("|", "/") if act.wrong else ""
    counts = (act.messages, act.acknowledged, act.lost, act.doubled, act.disordered, act.reconnects)
    return [
        act.fault.what + ended + wrong,
        *(f"{count:,}" for count in counts),
        f"{act.to_ack_s:.1f}",
        f"{act.to_display_s:.1f}",
    ]


def told(doings: Doings, states: Mapping[str, int]) -> str:
    """What happened by itself, for people."""
    waiting = states.get("unknown", 0) + states.get("sending", 0)
    lines = [
        f"Meanwhile, in a company where nobody lifts a hand: {doings.assignments:,} chats given, "
        f"{doings.steps:,} steps of a silence taken, {doings.automatic:,} automatic messages, "
        f"{doings.mails:,} mails; twice: {len(doings.twice)}."
    ]
    if waiting:
        lines.append(f"{waiting} mails wait for a person to say whether they left.")
    return "\n".join([*lines, *(f"**{words}**" for words in doings.twice[:10])]) + "\n"


def as_json(
    found: Mapping[str, Any], acts: Sequence[Act], doings: Doings, states: Mapping[str, int]
) -> str:
    rows = [asdict(act) | {"fault": act.fault.name, "what": act.fault.what} for act in acts]
    by_itself = asdict(doings) | {"mail_states": dict(states)}
    whole = {**found, "acts": rows, "by_itself": by_itself}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def write(found: Mapping[str, Any], made: str, path: Path = DOCS) -> None:
    """Between the marks."""
    before, mark, rest = path.read_text().partition(BEGIN)
    if not mark:
        raise SystemExit(f"{path} has no line {BEGIN.strip()}")
    about = f"Machines: {found['network']}. HAProxy {found['haproxy']}, "
    about += f"PgBouncer {found['pgbouncer']}. {sentence(dict(found))}"
    path.write_text(f"{before}{BEGIN}\n{made}\n{about}{END}{rest.partition(END)[2]}")
