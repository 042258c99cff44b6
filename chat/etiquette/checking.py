"""All checks of one draft."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .draft import Draft, Hit, Rule, Severity
from .rules import RULES
from .spans import overlap

MOST = 20  # told at once
# They mean single words, and are silent where another check already means the same words.
_OF_WORDS = frozenset({"spelling", "grammar", "shouting"})
_BEFORE = frozenset({"shortcuts", "jargon", "spelling"})


def check(draft: Draft, severities: Mapping[str, Severity] | None = None) -> list[Hit]:
    """What could be better, by place. `severities`: where they are not the rules' own; of rules
    that are off nothing is looked for. Takes a linter: call it in a thread of the pool."""
    chosen = severities or {}
    found: list[Hit] = []
    for rule in (*RULES, *draft.company.house):
        if chosen.get(rule.name, rule.severity) != "off":
            found += _of(rule, draft, found)
    return sorted(found, key=lambda hit: (hit.start, hit.end))[:MOST]


def _of(rule: Rule, draft: Draft, found: list[Hit]) -> Iterator[Hit]:
    taken: list[Hit] = []
    for hit in rule.find(draft):
        if any(overlap(hit.span, other.span) for other in taken):
            continue
        if rule.name in _OF_WORDS and any(_is_said(hit, other) for other in found):
            continue
        taken.append(hit)
        yield replace(hit, rule=rule.name)


def _is_said(hit: Hit, other: Hit) -> bool:
    return (other.rule in _BEFORE or other.rule.startswith("house-")) and overlap(
        hit.span, other.span
    )
