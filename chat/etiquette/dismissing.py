"""What dismissing teaches: words that may be the company's own, and rules that are in the way."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import F, Sum
from django.utils import timezone

from tenants.models import Tenant

from .draft import Rule
from .lexicon.shapes import WORD
from .models import CheckCount, DismissedWord, Etiquette
from .rules import RULES

OFTEN = 0.5  # of what was shown and settled
ENOUGH = 10  # dismissals, before anything is said
LOOKED_BACK = timedelta(days=30)
AGAIN_AFTER = timedelta(days=60)  # somebody has said that the rule stays
MOST_WORDS = 300
LONGEST_WORD = 60
WORTH_OFFERING = 2  # times


class Offer(NamedTuple):
    """A rule that people wave away more often than not."""

    rule: Rule
    shown: int
    dismissed: int


def is_a_word(rule: str, words: str) -> bool:
    return rule == "spelling" and len(words) <= LONGEST_WORD and bool(WORD.fullmatch(words))


def remember(tenant: Tenant, word: str) -> None:
    """Call inside the company's scope and a transaction."""
    row, is_new = DismissedWord.objects.get_or_create(tenant=tenant, word=word.lower())
    if not is_new:
        DismissedWord.objects.filter(tenant=tenant, word=row.word).update(times=F("times") + 1)
    elif DismissedWord.objects.count() > MOST_WORDS:
        seldom = DismissedWord.objects.exclude(word=row.word).order_by("times", "word").first()
        if seldom:
            DismissedWord.objects.filter(tenant=tenant, word=seldom.word).delete()


def words_to_offer(own: list[str]) -> list[DismissedWord]:
    known = {word.lower() for word in own}
    rows = DismissedWord.objects.filter(times__gte=WORTH_OFFERING)[:50]
    return [row for row in rows if row.word not in known]


def counted() -> dict[str, dict[str, int]]:
    """{rule: {"rule", "seen", "waved", "done"}} of the last days, whoever wrote."""
    rows = (
        CheckCount.objects.filter(day__gt=(timezone.now() - LOOKED_BACK).date())
        .values("rule")
        .annotate(seen=Sum("shown"), waved=Sum("dismissed"), done=Sum(F("fixed") + F("edited")))
    )
    return {row["rule"]: row for row in rows}


def offers(etiquette: Etiquette, severities: dict[str, str]) -> list[Offer]:
    """Rules to switch off, those most in the way first."""
    now = timezone.now()
    kept = {
        rule for rule, day in etiquette.kept.items() if day > (now - AGAIN_AFTER).date().isoformat()
    }
    often = {
        name: row
        for name, row in counted().items()
        if row["waved"] >= max(ENOUGH, OFTEN * row["seen"])
    }
    return [
        Offer(rule, often[rule.name]["seen"], often[rule.name]["waved"])
        for rule in RULES
        if rule.name in often and severities[rule.name] != "off" and rule.name not in kept
    ]
