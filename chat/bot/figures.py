"""What came of it: how often the bot answered, whether it helped, and when a person went on. Call
inside a tenant scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from .certainty import LEAST
from .models import BotAnswer, BotChat

OVER = timedelta(days=30)
BY_ITSELF = (BotChat.Why.UNSURE,)


@dataclass(frozen=True)
class Band:
    """Answers it was so sure of, in per cent; how many, and what was tapped."""

    least: int
    below: int
    answered: int
    yes: int
    no: int


@dataclass(frozen=True)
class Figures:
    """Of the last 30 days. `silent`: chats it left to people without a word or with one, because it
    did not know; `handed`: those in which it was asked to, or had to."""

    answered: int
    yes: int
    no: int
    handed: int
    silent: int
    bands: list[Band]

    @property
    def is_empty(self) -> bool:
        return not (self.answered or self.handed or self.silent)


def figures() -> Figures:
    since = timezone.now() - OVER
    answers = BotAnswer.objects.filter(at__gte=since)
    handed = BotChat.objects.filter(handed_at__gte=since)
    whole = answers.aggregate(**_taps())
    unsure = handed.filter(why__in=BY_ITSELF).count()
    return Figures(
        **whole, handed=handed.count() - unsure, silent=unsure, bands=list(_bands(answers))
    )


def _taps() -> dict[str, Count]:
    return {
        "answered": Count("pk"),
        "yes": Count("pk", filter=Q(helped=True)),
        "no": Count("pk", filter=Q(helped=False)),
    }


def _bands(answers) -> Iterable[Band]:
    """The surest first; those nobody was answered from are left out."""
    below = 1.01
    for least in LEAST.values():
        rows = answers.filter(certainty__gte=least, certainty__lt=below)
        counted = rows.aggregate(**_taps())
        if counted["answered"]:
            yield Band(round(least * 100), min(100, round(below * 100)), **counted)
        below = least
