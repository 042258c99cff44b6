"""What came of surveys: tallies by week, person, department and question. Call inside the company's
scope."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, DateField
from django.db.models.functions import TruncWeek

from feedback.models import Answer, Ask, Question
from tenants.models import Department, Membership

from .figures import FEWEST, Figure, mean, net_promoters, share
from .selection import Selection
from .versions import identity
from .words import LEAST, MOST, options, question_words

SATISFIED_FROM = 4
Kind = Question.Kind


@dataclass
class Tally:
    """Of some questions put to customers: how many, how many saw them, what they said."""

    asked: int = 0
    seen: int = 0
    scores: Counter[int] = field(default_factory=Counter)

    def add(self, score: int | None, asked: int, seen: int) -> None:
        self.asked += asked
        self.seen += asked if score is not None else seen
        if score is not None:
            self.scores[score] += asked

    @property
    def answers(self) -> int:
        return sum(self.scores.values())

    @property
    def is_enough(self) -> bool:
        return self.answers >= FEWEST

    @property
    def satisfied(self) -> Figure | None:
        happy = sum(times for score, times in self.scores.items() if score >= SATISFIED_FROM)
        return share(happy, self.answers)

    @property
    def average(self) -> Figure | None:
        return mean(self.scores, 1, 5)

    @property
    def response(self) -> Figure | None:
        return share(self.answers, self.asked)


@dataclass
class Result:
    """Everything there is to tell of a selection. People and departments by name, for nobody is
    ranked."""

    whole: Tally
    weeks: list[tuple[date, Tally]]
    operators: list[tuple[str, Tally]]
    departments: list[tuple[str, Tally]]
    is_of_one: bool

    @property
    def is_told(self) -> bool:
        """Nothing is said of one person on a few answers."""
        return self.whole.answers > 0 and (self.whole.is_enough or not self.is_of_one)


def result_of(selection: Selection) -> Result:
    rows = list(_counted(selection))
    people = _by(rows, lambda row: row[1])
    return Result(
        whole=_by(rows, lambda row: None).get(None, Tally()),
        weeks=sorted(_by(rows, lambda row: row[0]).items()),
        operators=_named(people, Membership, "display_name"),
        departments=_named(_by(rows, lambda row: row[2]), Department, "name"),
        is_of_one=selection.is_of_one or sum(bool(tally.answers) for tally in people.values()) < 2,
    )


def _counted(selection: Selection) -> Iterable[tuple[Any, ...]]:
    """(monday, operator, department, score or None, asked, seen)"""
    week = TruncWeek("asked_at", tzinfo=selection.zone, output_field=DateField())
    rows = Ask.objects.filter(selection.asks()).annotate(week=week)
    keys = ("week", "operator_id", "department_id", "ratings__score")
    return rows.values_list(*keys).annotate(Count("pk"), Count("shown_at")).order_by()


def _by(rows: Iterable[tuple[Any, ...]], key: Callable[[tuple[Any, ...]], Any]) -> dict:
    tallies: defaultdict[Any, Tally] = defaultdict(Tally)
    for row in rows:
        _, _, _, score, asked, seen = row
        tallies[key(row)].add(score, asked, seen)
    return dict(tallies)


def _named(tallies: dict, model: Any, name: str) -> list[tuple[str, Tally]]:
    names = dict(model.objects.filter(pk__in=[pk for pk in tallies if pk]).values_list("pk", name))
    rows = [(names[pk], pk, tally) for pk, tally in tallies.items() if pk in names]
    return [(each, tally) for each, _, tally in sorted(rows, key=lambda row: row[:2])]


# --- Questions --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """One of the things that can be answered, and how many did."""

    label: str
    times: int
    share: Figure


@dataclass(frozen=True)
class QuestionResult:
    """`figure` sums up a scale, from `least` to `most`; choices and words have none."""

    words: str
    kind: str
    answers: int
    said: list[Said]
    figure: Figure | None
    least: int
    most: int

    @property
    def is_enough(self) -> bool:
        return self.answers >= FEWEST


def questions_of(selection: Selection, language: str, house: str) -> list[QuestionResult]:
    """One that was worded otherwise, or put to others, is another question."""
    counts: defaultdict[str, Counter] = defaultdict(Counter)
    samples: dict[str, Question] = {}
    for question, number, times in _answers(selection):
        key = identity(question)
        counts[key][number] += times
        samples[key] = question  # the newest one has the place
    order = sorted(samples, key=lambda key: (-samples[key].version_id, samples[key].position))
    return [_result(samples[key], counts[key], language, house) for key in order]


def _answers(selection: Selection) -> list[tuple[Question, int | None, int]]:
    rows = Answer.objects.filter(selection.asks("rating__ask__"))
    counted = list(rows.values_list("question_id", "number").annotate(Count("pk")).order_by())
    known = Question.objects.in_bulk({question_id for question_id, _, _ in counted})
    found = [(known[pk], number, times) for pk, number, times in counted]
    return sorted(found, key=lambda row: row[0].pk)


def _result(question: Question, counts: Counter, language: str, house: str) -> QuestionResult:
    answers, kind = sum(counts.values()), Kind(question.kind)
    least, most = LEAST.get(kind, 0), MOST.get(kind, 0)
    labels = options(question, language, house)
    return QuestionResult(
        words=question_words(question, language, house),
        kind=kind,
        answers=answers,
        said=[
            Said(_label(kind, value, text), counts[value], share(counts[value], answers))
            for value, text in labels
        ],
        figure=_figure(kind, counts),
        least=-1 if kind == Kind.NPS else least,
        most=1 if kind == Kind.NPS else most,
    )


def _label(kind: str, value: int, text: str) -> str:
    if kind == Kind.CHOICE:
        return text
    return f"{value} · {text}" if text else str(value)


def _figure(kind: Kind, counts: Counter) -> Figure | None:
    if kind == Kind.NPS:
        return net_promoters(counts)
    return mean(counts, LEAST[kind], MOST[kind]) if kind in MOST else None
