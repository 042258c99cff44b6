"""How a measure went, for one person or for the company: a figure with how sure it is, over
weeks, and nothing at all below five chats. Call inside the company's scope."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, DateField
from django.db.models.functions import TruncWeek

from feedback.models import CriterionMark
from feedback.surveys.figures import Figure, mean, share
from feedback.surveys.pictures import Mark, monday, over_weeks
from feedback.surveys.selection import Selection

from .measures import Measure

FEWEST = 5  # chats; below that nothing is said
LOOKED_BACK = timedelta(days=90)  # where nothing else is asked for

SUNDAY = timedelta(days=6)

# The newest closing of each chat counts.
POINTS = """
SELECT date_trunc('week', s.closed_at AT TIME ZONE %(zone)s)::date, p->>'criterion',
       count(*) FILTER (WHERE (p->>'met')::boolean), count(*)
FROM (SELECT DISTINCT ON (conversation_id) closed_at, points, operator_id
      FROM feedback_chatscore
      WHERE scored_at IS NOT NULL AND closed_at >= %(since)s AND closed_at < %(until)s
      ORDER BY conversation_id, closing DESC) AS s,
     jsonb_array_elements(s.points) AS p
WHERE (%(operator)s::bigint IS NULL OR s.operator_id = %(operator)s)
      AND jsonb_typeof(p->'met') = 'boolean'
GROUP BY 1, 2
"""

Weeks = dict[date, Counter[int]]  # by Monday: how often each value was given


@dataclass(frozen=True)
class Span:
    """Some weeks in a row, from a Monday to a Sunday, with enough chats to be told."""

    first: date
    last: date
    chats: int
    figure: Figure | None


@dataclass(frozen=True)
class Trend:
    """`figure`, `before`: shares from 0 to 1 of these days and of as many before them; None below
    FEWEST chats. `chats`: how many it stands on, told or not."""

    measure: Measure
    chats: int
    figure: Figure | None
    before: Figure | None
    spans: list["Span"]
    marks: list[Mark]

    @property
    def is_falling(self) -> bool:
        """By more than chance explains: neither figure is within the other's interval."""
        return _is_below(self.figure, self.before)

    @property
    def is_rising(self) -> bool:
        return _is_below(self.before, self.figure)


def _is_below(one: Figure | None, other: Figure | None) -> bool:
    if one is None or other is None or one.high is None or other.low is None:
        return False
    return one.high < other.value and other.low > one.value


def trends(selection: Selection, wanted: Iterable[Measure]) -> list[Trend]:
    """In the order asked for; of everybody, or of `selection.operator` alone."""
    now, before = _all(selection), _all(selection.before)
    return [_trend(measure, selection, now, before) for measure in wanted]


def trend_of(selection: Selection, measure: Measure) -> Trend:
    (found,) = trends(selection, [measure])
    return found


def _trend(
    measure: Measure, selection: Selection, now: dict[str, Weeks], before: dict[str, Weeks]
) -> Trend:
    whole, earlier = _whole(now, measure), _whole(before, measure)
    spans = [
        Span(first, last + SUNDAY, counts.total(), _figure(measure, counts))
        for first, last, counts in spans_of(now.get(measure.key, {}))
    ]
    drawn = [(monday(span.first + (span.last - span.first) / 2), span.figure) for span in spans]
    return Trend(
        measure=measure,
        chats=whole.total(),
        figure=_figure(measure, whole),
        before=_figure(measure, earlier),
        spans=list(reversed(spans)),
        marks=over_weeks(drawn, selection.first, selection.last, 0, 1),
    )


def spans_of(weeks: Weeks) -> list[tuple[date, date, Counter[int]]]:
    """(first Monday, last Monday, counts): weeks in a row put together until they have FEWEST
    chats. Pure."""
    spans: list[tuple[date, date, Counter[int]]] = []
    for week, counts in sorted(weeks.items()):
        if spans and spans[-1][2].total() < FEWEST:
            first, _, before = spans.pop()
            spans.append((first, week, before + counts))
        else:
            spans.append((week, week, counts))
    if len(spans) > 1 and spans[-1][2].total() < FEWEST:
        _, last, few = spans.pop()
        first, _, counts = spans.pop()
        spans.append((first, last, counts + few))
    return spans


def _whole(found: dict[str, Weeks], measure: Measure) -> Counter[int]:
    return sum(found.get(measure.key, {}).values(), Counter())


def _figure(measure: Measure, counts: Counter[int]) -> Figure | None:
    """Reviews mark 0, 1 or 2; what is counted was met (1) or not."""
    if counts.total() < FEWEST:
        return None
    if not measure.is_reviewed:
        return share(counts[1], counts.total())
    found = mean(counts, CriterionMark.NO, CriterionMark.YES)
    return found and replace(
        found, value=found.value / 2, low=_half(found.low), high=_half(found.high)
    )


def _half(value: float | None) -> float | None:
    return None if value is None else value / 2


def _all(selection: Selection) -> dict[str, Weeks]:
    """By the key of each measure."""
    found: defaultdict[str, Weeks] = defaultdict(lambda: defaultdict(Counter))
    for week, root, value, times in _marks(selection):
        found[f"r{root}"][week][value] += times
    for week, point, met, chats in _points(selection):
        found[point][week] += Counter({1: met, 0: chats - met})
    return found


def _marks(selection: Selection) -> Iterable[tuple[date, int, int, int]]:
    """(Monday, criterion's lineage, value, how often), of reviews that are done."""
    rows = CriterionMark.objects.filter(
        value__isnull=False,
        review__task__calibration=None,
        review__done_at__gte=selection.since,
        review__done_at__lt=selection.until,
    )
    if selection.operator is not None:
        rows = rows.filter(review__task__operator=selection.operator.pk)
    week = TruncWeek("review__done_at", tzinfo=selection.zone, output_field=DateField())
    keys = ("week", "criterion__root", "criterion_id", "value")
    counted = rows.annotate(week=week).values_list(*keys).annotate(Count("pk")).order_by()
    return [(day, root or pk, value, times) for day, root, pk, value, times in counted]


def _points(selection: Selection) -> list[tuple[Any, ...]]:
    """(Monday, point, how often met, in how many chats it applied)"""
    values = {
        "zone": selection.zone.key,
        "since": selection.since,
        "until": selection.until,
        "operator": selection.operator and selection.operator.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(POINTS, values)
        return cursor.fetchall()
