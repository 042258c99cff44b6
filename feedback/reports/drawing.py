"""Where bars and lines go, in a picture of 100 by 100, and how a period is cut into columns."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from feedback.surveys.pictures import monday

from .asking import Period
from .saying import short
from .shapes import Bar, Bars, Lines

MOST_DAYS = 62  # shown day by day; a longer time week by week
GAP = 0.25  # of a column


def step_of(period: Period) -> Callable[[date], date]:
    """What a day belongs to: itself, or its week."""
    return monday if is_weekly(period) else _itself


def is_weekly(period: Period) -> bool:
    return period.days > MOST_DAYS


def first_head(period: Period) -> str:
    return _("Week from") if is_weekly(period) else _("Day")


def columns_of(period: Period) -> list[date]:
    """Of every column its first day, also of those where nothing was."""
    step = step_of(period)
    width = timedelta(days=7 if is_weekly(period) else 1)
    first = step(period.first)
    return [first + n * width for n in range((period.last - first) // width + 1)]


def bars(label: str, values: Sequence[int], period: Period, most: str) -> Bars:
    """A bar for each column; the highest of them reaches the top."""
    top, width = max(1, *values), 100 / len(values)
    drawn = [
        Bar(round((n + GAP / 2) * width, 2), round((1 - GAP) * width, 2), round(100 * v / top, 2))
        for n, v in enumerate(values)
    ]
    return Bars(label, drawn, most, short(period.first), short(period.last))


def lines(
    label: str, named: Sequence[tuple[str, Sequence[float | None]]], period: Period, most: str
) -> Lines:
    """From the middle of one column to that of the next; broken where there is nothing."""
    top = max((v for _, values in named for v in values if v is not None), default=1) or 1
    paths = [(name, _path(values, top)) for name, values in named]
    return Lines(label, paths, most, short(period.first), short(period.last))


def _path(values: Sequence[float | None], top: float) -> str:
    width, parts, is_down = 100 / len(values), [], False
    for n, value in enumerate(values):
        if value is not None:
            place = f"{(n + 0.5) * width:.2f} {100 - 100 * value / top:.2f}"
            parts.append(("L" if is_down else "M") + place)
            if not is_down:
                parts.append("h.01")  # a single one is a dot
        is_down = value is not None
    return "".join(parts)


def _itself(day: date) -> date:
    return day
