"""The outcome as a table, as JSON, and in docs/operations.md."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import command, marks
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
    how = {"command": command.given("tests.cluster"), "network": kind}
    return machine_facts() | how | versions


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


def whole(
    found: Mapping[str, Any], acts: Sequence[Act], doings: Doings, states: Mapping[str, int]
) -> dict[str, Any]:
    """As JSON shows it."""
    rows = [asdict(act) | {"fault": act.fault.name, "what": act.fault.what} for act in acts]
    by_itself = asdict(doings) | {"mail_states": dict(states)}
    return {**found, "acts": rows, "by_itself": by_itself}


def write(found: Mapping[str, Any], made: str, page: Path = DOCS) -> None:
    """Between the marks."""
    about = f"Machines: {found['network']}. HAProxy {found['haproxy']}, "
    about += f"PgBouncer {found['pgbouncer']}. {sentence(dict(found))}"
    marks.rewrite(page, BEGIN, END, lambda stood: f"\n{made}\n{about}")
