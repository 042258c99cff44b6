"""What a part of the proof found, and the tables made of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. `way` is whose it is (ours, ordinary, ...), `met` whether `goal` is,
    None where there is none. Rows of a table are told apart by `name` and `unit`."""

    part: str
    name: str
    way: str
    value: float
    unit: str
    goal: str = ""
    met: bool | None = None
    note: str = ""


def table(figures: Sequence[Figure]) -> str:
    """One part as Markdown: a line for each name, a column for each way, the goals behind them."""
    ways = list(dict.fromkeys(f.way for f in figures))
    has_goals = any(f.goal for f in figures)
    heads = ["", *ways, *(["goal", "met"] if has_goals else [])]
    lines = [_line(heads), "|---" + "|--:" * len(ways) + ("|---|---|" if has_goals else "|")]
    for row in _rows(figures):
        cells = [_named(row[0]), *(_cell(row, way) for way in ways)]
        lines.append(_line([*cells, *(_goals(row) if has_goals else [])]))
    return "\n".join([*lines, *_notes(figures)]) + "\n"


def _rows(figures: Iterable[Figure]) -> list[list[Figure]]:
    rows: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        rows.setdefault((figure.name, figure.unit), []).append(figure)
    return list(rows.values())


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _named(figure: Figure) -> str:
    return f"{figure.name}, {figure.unit}" if figure.unit else figure.name


def _cell(row: Iterable[Figure], way: str) -> str:
    return ", ".join(shown(f.value) for f in row if f.way == way)


def _goals(row: Sequence[Figure]) -> list[str]:
    words = {True: "yes", False: "**no**", None: ""}
    goals = [f for f in row if f.goal]
    return [", ".join(f.goal for f in goals), ", ".join(words[f.met] for f in goals)]


def _notes(figures: Iterable[Figure]) -> list[str]:
    notes: dict[str, list[str]] = {}
    for figure in figures:
        if figure.note:
            whose = f"{figure.name} ({figure.way})" if figure.way else figure.name
            notes.setdefault(figure.note, []).append(whose)
    return ["", *(f"* {', '.join(whose)}: {note}" for note, whose in notes.items())]


def shown(value: float) -> str:
    """Three digits that mean something."""
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
