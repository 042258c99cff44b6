"""What the page of a run shows. Pure but for the words of the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feedback.models import PracticeRun
from feedback.scoring.counted import Point, from_stored
from feedback.scoring.sentences import LABELS

from .scenario import Scenario, read
from .tips import Tip, to_change, went_well

WIDTH, HEIGHT = 300, 80  # of the picture, in its own units


@dataclass(frozen=True)
class Said:
    """`moved`: by how much the customer's temper rose (or fell) over this message."""

    seq: int
    at: datetime
    author: str
    name: str
    text: str
    moved: int


@dataclass(frozen=True)
class Curve:
    """Temper from the beginning to the end; `points` for an SVG polyline."""

    first: int
    last: int
    highest: int
    points: str


@dataclass(frozen=True)
class Result:
    run: PracticeRun
    scenario: Scenario
    said: list[Said]
    percent: int | None
    points: list[tuple[Any, Point]]  # each with its name; those that apply
    curve: Curve
    to_change: list[Tip]
    went_well: list[Tip]


def result_of(run: PracticeRun) -> Result:
    scenario, score = read(run.content), from_stored(run.score)
    return Result(
        run=run,
        scenario=scenario,
        said=[_said(line, run.changes) for line in run.transcript],
        percent=score.percent,
        points=[(LABELS[each.criterion], each) for each in score.points if each.met is not None],
        curve=curve_of(scenario.temper.start, run.changes),
        to_change=to_change(run.changes),
        went_well=went_well(run.changes),
    )


def _said(line: dict[str, Any], changes: Sequence[dict[str, Any]]) -> Said:
    moved = sum(change["points"] for change in changes if change.get("seq") == line["seq"])
    at = datetime.fromisoformat(line["at"])
    return Said(line["seq"], at, line["author"], line["name"], line["text"], moved)


def curve_of(start: int, changes: Sequence[dict[str, Any]]) -> Curve:
    """One step for each turn of the operator."""
    by_turn = {change["turn"]: change["temper"] for change in changes}
    tempers = [start, *by_turn.values()]
    step = WIDTH / max(len(tempers) - 1, 1)
    flat = tempers if len(tempers) > 1 else [start, start]
    places = [
        f"{n * step:.0f},{HEIGHT - temper * HEIGHT / 100:.0f}" for n, temper in enumerate(flat)
    ]
    return Curve(start, tempers[-1], max(tempers), " ".join(places))
