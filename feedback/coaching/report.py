"""For those who coach: what guides get better by, and what to write down. Of the company, never of
a person. Call inside its scope."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet, Sum

from chat.etiquette.models import CheckCount
from chat.models import CannedReply
from feedback.models import Answer, Question, ReadChat
from feedback.surveys.selection import Selection

from .measures import measures
from .topics import Missing, missing_articles
from .trends import FEWEST, Trend, trends

LOW = 0.7  # of what could be reached
MOST = 10
UNSOLVED = (1, 2)  # of the usual question whether it is solved: partly, no
Ending = ReadChat.Ending


@dataclass(frozen=True)
class Check:
    """A check of the composer: how often it spoke, and how often it was sent all the same."""

    title: str
    shown: int
    sent_anyway: int

    @property
    def share(self) -> float:
        return self.sent_anyway / self.shown


@dataclass(frozen=True)
class Edited:
    """A canned reply that somebody had to change before it fitted."""

    reply: CannedReply
    used: int
    edited: int

    @property
    def share(self) -> float:
        return self.edited / self.used


@dataclass(frozen=True)
class Unsolved:
    """Chats that ended without a solution, by how one can tell."""

    chats: int
    unanswered: int
    again: int
    said: int
    answers: int
    examples: list[ReadChat]


class Report:
    """Each part is asked for when it is shown."""

    def __init__(self, selection: Selection, title_of: Callable[[str], str]) -> None:
        self.selection, self._title_of = selection, title_of

    @cached_property
    def trends(self) -> list[Trend]:
        return trends(self.selection, measures())

    @property
    def to_improve(self) -> list[Trend]:
        """Low or falling, the lowest first; those of too few chats are not judged."""
        told = [trend for trend in self.trends if trend.figure is not None]
        wanted = [each for each in told if each.figure.value < LOW or each.is_falling]
        return sorted(wanted, key=lambda each: each.figure.value)[:MOST]

    @property
    def better(self) -> list[Trend]:
        return [trend for trend in self.trends if trend.is_rising]

    @cached_property
    def checks(self) -> list[Check]:
        """Those most often sent anyway; of fewer than FEWEST times nothing is said."""
        days = Q(day__gte=self.selection.first, day__lte=self.selection.last)
        rows = CheckCount.objects.filter(days).values("rule").order_by()
        counted = rows.annotate(n=Sum("shown"), sent=Sum("sent_anyway")).filter(
            n__gte=FEWEST, sent__gt=0
        )
        found = [Check(self._title_of(row["rule"]), row["n"], row["sent"]) for row in counted]
        return sorted(found, key=lambda check: (-check.sent_anyway, check.title))[:MOST]

    @cached_property
    def missing(self) -> list[Missing]:
        return missing_articles(MOST, self.selection)

    @cached_property
    def edited(self) -> list[Edited]:
        used, changed = Counter(), Counter()
        for uses in self._read.exclude(canned={}).values_list("canned", flat=True):
            for number, (as_it_is, edited) in uses.items():
                used[int(number)] += as_it_is + edited
                changed[int(number)] += edited
        rows = CannedReply.objects.in_bulk([pk for pk in changed if used[pk] >= FEWEST])
        found = [Edited(row, used[pk], changed[pk]) for pk, row in rows.items() if changed[pk]]
        return sorted(found, key=lambda each: (-each.share, each.reply.shortcut))[:MOST]

    @cached_property
    def unsolved(self) -> Unsolved:
        endings = _counted(self._read.values_list("ending"))
        said = _counted(self._answers().values_list("number"))
        examples = self._read.exclude(ending=Ending.ANSWERED).order_by("-closed_at")
        return Unsolved(
            chats=endings.total(),
            unanswered=endings[Ending.UNANSWERED],
            again=endings[Ending.AGAIN],
            said=sum(said[number] for number in UNSOLVED),
            answers=said.total(),
            examples=list(examples.exclude(question="")[:MOST]),
        )

    def _answers(self) -> QuerySet[Answer]:
        """To our own question whether it is solved; a company's own choices mean who knows what."""
        return Answer.objects.filter(
            self.selection.asks("rating__ask__"),
            question__kind=Question.Kind.CHOICE,
            question__about=Question.About.RESOLUTION,
            question__choices=[],
        )

    @property
    def _read(self) -> QuerySet[ReadChat]:
        since, until = self.selection.since, self.selection.until
        return ReadChat.objects.filter(closed_at__gte=since, closed_at__lt=until)


def _counted(values: QuerySet) -> Counter:
    """How often each value is there."""
    return Counter(dict(values.annotate(n=Count("pk")).order_by()))
