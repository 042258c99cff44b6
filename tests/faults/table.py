"""The outcome as a table, and what docs/operations.md says of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from bench import command, marks
from bench.proof.facts import facts as machine_facts
from bench.proof.facts import machine, moment
from helpdesk.services.process import ROOT

from .running import Total
from .standing import Standing

DOCS = ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- made by make faults -->\n", "<!-- end of make faults -->\n"
COUNTED = ("messages", "acknowledged", "lost", "doubled", "disordered")
HEAD = ["what breaks", "runs", "messages", "acknowledged", "lost", "doubled", "out of order"]
HEAD += ["violations", "measured, the worst", "`python -m tests.faults`", "at commit"]
RULE = ["---", *["---:"] * (len(COUNTED) + 2), "---", "---", "---"]


def facts() -> dict[str, Any]:
    return machine_facts() | {"command": command.given("tests.faults")}


def told(total: Total) -> dict[str, Any]:
    """All runs of one scenario as JSON has them: what a row is made of."""
    return {
        "scenario": total.scenario.name,
        "what": total.scenario.what + _extent(total),
        "command": total.command,
        "size": vars(total.size),
        "runs": len(total.outcomes),
        "took_s": [round(seconds, 1) for seconds in total.took_s],
        "worst": total.worst,
        "violations": total.violations,
        "stored": total.sum("stored"),
    } | {name: total.sum(name) for name in COUNTED}


def _extent(total: Total) -> str:
    size = total.size
    return f" ({total.scenario.extent.format(**vars(size))})" if total.scenario.extent else ""


def table(found: Mapping[str, Any]) -> str:
    """Markdown; measured are the worst of all runs. `found`: the facts, and "scenarios" as `told`
    gives them."""
    return "".join(map(line, [HEAD, RULE, *rows(found).values()]))


def line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def rows(found: Mapping[str, Any]) -> dict[str, list[str]]:
    """{command: cells}"""
    return {row["command"]: _row(row, moment(dict(found))) for row in found["scenarios"]}


def _row(row: Mapping[str, Any], at: str) -> list[str]:
    measured = [f"{what}: {_said(value)}" for what, value in row["worst"].items()]
    wrong = [f"**{words}**" for words in row["violations"][:3]]
    return [
        row["what"],
        *(f"{row[name]:,}" for name in ("runs", *COUNTED)),
        f"{len(row['violations'])}",
        "; ".join(measured + wrong).replace("|", "/").replace("\n", " "),
        f"`{row['command']}`",
        at,
    ]


def _said(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def write(found: Mapping[str, Any], page=DOCS) -> None:
    """Between the marks. What was not run this time stays as it was measured then."""

    def made(stood: str) -> str:
        standing = Standing.read(stood)
        standing.add(rows(found), found["commit"], machine(dict(found)))
        lines = "".join(map(line, [HEAD, RULE, *standing.in_order()]))
        return f"\n{lines}\n{standing.sums()}\n{standing.machines_told()}"

    marks.rewrite(page, BEGIN, END, made)


def summary(told_rows: Sequence[Mapping[str, Any]]) -> str:
    runs, messages = (sum(row[name] for row in told_rows) for name in ("runs", "messages"))
    wrong = sum(len(row["violations"]) for row in told_rows)
    return f"{runs} runs, {messages:,} messages, {wrong} violations"
