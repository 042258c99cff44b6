"""The outcome as a table, as JSON, and in docs/operations.md."""

import json
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.proof.facts import facts as machine_facts
from bench.proof.facts import sentence
from helpdesk.services.process import ROOT

from .running import Total

DOCS = ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- made by make faults -->\n", "<!-- end of make faults -->\n"
HEAD = ["what breaks", "runs", "messages", "acknowledged", "lost", "doubled", "out of order"]


def facts() -> dict[str, Any]:
    command = shlex.join(["python", "-m", "tests.faults", *sys.argv[1:]])
    return machine_facts() | {"command": command}


def table(totals: Sequence[Total]) -> str:
    """Markdown; measured are the worst of all runs."""
    rows = [[*HEAD, "measured, the worst"], ["---"] + ["---:"] * (len(HEAD) - 1) + ["---"]]
    rows += [_row(total) for total in totals]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(total: Total) -> list[str]:
    counted = ("messages", "acknowledged", "lost", "doubled", "disordered")
    measured = [f"{what}: {_said(value)}" for what, value in total.worst.items()]
    wrong = [f"**{words}**" for words in total.violations[:3]]
    return [
        total.scenario.what + _extent(total),
        str(len(total.outcomes)),
        *(f"{total.sum(name):,}" for name in counted),
        "; ".join(measured + wrong).replace("|", "/"),
    ]


def _said(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _extent(total: Total) -> str:
    size = total.size
    return f" ({total.scenario.extent.format(**vars(size))})" if total.scenario.extent else ""


def as_json(found: dict[str, Any], totals: Sequence[Total]) -> str:
    rows = [
        {
            "scenario": total.scenario.name,
            "what": total.scenario.what,
            "size": vars(total.size),
            "runs": len(total.outcomes),
            "took_s": [round(seconds, 1) for seconds in total.took_s],
            "worst": total.worst,
            "violations": total.violations,
        }
        | {
            name: total.sum(name)
            for name in ("messages", "acknowledged", "stored", "lost", "doubled", "disordered")
        }
        for total in totals
    ]
    return json.dumps(found | {"scenarios": rows}, indent=1, ensure_ascii=False) + "\n"


def write(found: dict[str, Any], totals: Sequence[Total], path: Path = DOCS) -> None:
    """Between the marks."""
    before, mark, rest = path.read_text().partition(BEGIN)
    if not mark:
        raise SystemExit(f"{path} has no line {BEGIN.strip()}")
    runs, wrong = _sums(totals)
    said = f"{runs} runs, {wrong} violations. {sentence(found)}"
    made = f"\n{table(totals)}\n{said}"
    path.write_text(before + BEGIN + made + END + rest.partition(END)[2])


def _sums(totals: Sequence[Total]) -> tuple[int, int]:
    runs = sum(len(total.outcomes) for total in totals)
    return runs, sum(len(total.violations) for total in totals)


def summary(totals: Sequence[Total]) -> str:
    runs, wrong = _sums(totals)
    messages = sum(total.sum("messages") for total in totals)
    return f"{runs} runs, {messages:,} messages, {wrong} violations"
