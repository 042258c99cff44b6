"""What a company wants of the checks, as the checks take it; kept a few seconds by each process."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from chat.models import CannedReply, Tag
from chat.patterns import BadPattern
from tenants.models import Department, Membership, Tenant

from .draft import CompanyWords, Rule, Severity
from .house import rule_of
from .lexicon import LANGUAGES
from .lexicon.apostrophes import WITHOUT
from .lexicon.shapes import small_words
from .models import Etiquette, HouseRule
from .rules import RULES

KEPT_S = 5.0
MOST_CANNED_WORDS = 3000


@dataclass(frozen=True)
class Wanted:
    """`severities` of every rule there is, the house's included."""

    severities: dict[str, Severity]
    words: CompanyWords
    house: list[dict[str, object]]  # to be read: {"do", "text", "example"}


_kept: dict[int, tuple[float, Wanted]] = {}


def wanted_of(tenant: Tenant) -> Wanted:
    """Call inside the company's scope."""
    now = time.monotonic()
    asked, wanted = _kept.get(tenant.pk, (-KEPT_S, None))
    if wanted is None or now - asked >= KEPT_S:
        wanted = _read(tenant)
        _kept[tenant.pk] = now, wanted
    return wanted


def forget(tenant_id: int) -> None:
    """This process asks the database again; the others do within `KEPT_S`."""
    _kept.pop(tenant_id, None)


def choices_of(tenant: Tenant) -> Etiquette:
    return Etiquette.objects.filter(tenant=tenant).first() or Etiquette(tenant=tenant)


def severities_of(etiquette: Etiquette) -> dict[str, Severity]:
    return {rule.name: etiquette.severities.get(rule.name, rule.severity) for rule in RULES}


def _read(tenant: Tenant) -> Wanted:
    etiquette = choices_of(tenant)
    rows = list(HouseRule.objects.all())
    house = tuple(_rules(rows))
    words = CompanyWords(
        jargon=etiquette.plain_words, words=_words(tenant, etiquette.own_words), house=house
    )
    severities = severities_of(etiquette) | {rule.name: rule.severity for rule in house}
    shown = [{"do": row.is_do, "text": row.text, "example": example_of(row)} for row in rows]
    return Wanted(severities, words, shown)


def example_of(row: HouseRule) -> str:
    """Something to go by: words that are right, for a do, and words that are not, for a don't."""
    return row.miss if row.is_do else row.hit


def _rules(rows: Iterable[HouseRule]) -> Iterable[Rule]:
    for row in rows:
        if row.pattern:
            try:
                yield rule_of(row)
            except BadPattern:  # another version of RE2 took it
                continue


def _words(tenant: Tenant, own: list[str]) -> frozenset[str]:
    """Names and words that are in no dictionary, in small letters."""
    names = [
        tenant.name,
        *Membership.objects.values_list("display_name", flat=True),
        *Department.objects.values_list("name", flat=True),
        *Tag.objects.values_list("name", flat=True),
    ]
    canned = CannedReply.objects.filter(member=None).values_list("body", flat=True)
    slips = {word for language in LANGUAGES.values() for word in language.SHORTCUTS} | set(WITHOUT)
    written = sorted(small_words(canned) - slips)[:MOST_CANNED_WORDS]
    return small_words(names) | small_words(own) | frozenset(written)
