"""Where the lines of the small pictures go, in the units of their viewBox: 0 to 100 each way. The
templates draw them; the numbers stand in a table beside each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .figures import FEWEST, Figure

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Mark:
    """A value with its interval. `is_thin`: of so few answers that it is drawn hollow."""

    at: float
    value: float
    low: float
    high: float
    is_thin: bool


def along(figure: Figure, least: float, most: float) -> Mark:
    """On a line from `least` at 0 to `most` at 100."""

    def place(number: float) -> float:
        return round(100 * (number - least) / (most - least), 2)

    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    return Mark(0, place(figure.value), place(low), place(high), figure.answers < FEWEST)


def over_weeks(
    weeks: Sequence[tuple[date, Figure | None]], first: date, last: date, least: float, most: float
) -> list[Mark]:
    """A column for every week from the one of `first` to the one of `last`; those without a figure
    are left empty. Heights grow upwards: 0 is the bottom."""
    start = monday(first)
    columns = (monday(last) - start) // WEEK + 1
    marks = []
    for week, figure in weeks:
        if figure is None:
            continue
        mark = along(figure, least, most)
        at = round(100 * ((week - start) // WEEK + 0.5) / columns, 2)
        marks.append(Mark(at, 100 - mark.value, 100 - mark.low, 100 - mark.high, mark.is_thin))
    return marks


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
