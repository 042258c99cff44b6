"""Each rule's own examples: what it must find, and what it must leave alone."""

import pytest
from django.utils import translation

from chat.etiquette.checking import check
from chat.etiquette.draft import SEVERITIES, Draft, Example, Hit, Rule, fixed
from chat.etiquette.rules import RULES

HITS = [(rule, example) for rule in RULES for example in rule.examples_hit]
MISSES = [(rule, example) for rule in RULES for example in rule.examples_miss]


def name(value: object) -> str:
    return value.name if isinstance(value, Rule) else str(getattr(value, "text", value))[:40]


def hits(rule: Rule, example: Example) -> list[Hit]:
    return [hit for hit in check(example.draft()) if hit.rule == rule.name]


@pytest.mark.parametrize(("rule", "example"), HITS, ids=name)
def test_it_finds_what_it_is_for(rule: Rule, example: Example) -> None:
    found = hits(rule, example)
    assert found
    if example.found is not None:
        assert [example.text[hit.start : hit.end] for hit in found] == [example.found]
    if example.fixed is not None:
        assert fixed(example.text, found) == example.fixed


@pytest.mark.parametrize(("rule", "example"), MISSES, ids=name)
def test_it_leaves_alone_what_is_right(rule: Rule, example: Example) -> None:
    assert hits(rule, example) == []


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_it_explains_itself(rule: Rule) -> None:
    assert rule.examples_hit and len(rule.examples_miss) > 1
    assert rule.severity in SEVERITIES[1:]
    with translation.override("en"):
        assert str(rule.title) and str(rule.why).count(".") == 1


def test_names_are_told_apart() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_its_fix_is_final(rule: Rule) -> None:
    """What a fix wrote is not found fault with by the same rule again."""
    for example in rule.examples_hit:
        text = fixed(example.text, hits(rule, example))
        if text != example.text:
            draft = example.draft()
            again = check(Draft(text, draft.language, draft.chat, draft.company))
            assert not [hit for hit in again if hit.rule == rule.name and hit.fix]


def test_the_message_of_the_issue_becomes_a_kind_one() -> None:
    text, seen = "thx ur refund cant b done", []
    for _round in range(10):
        fixes = [hit for hit in check(Draft(text)) if hit.fix]
        if not fixes:
            break
        seen.append(fixes[0].rule)
        text = fixed(text, fixes[:1])
    assert text == "Thanks, your refund can't be done. Let me find an alternative for you."
    assert seen == ["shortcuts", "shortcuts", "spelling", "shortcuts", "negative"]


def test_a_rule_that_is_off_is_silent() -> None:
    assert check(Draft("thx"), {"shortcuts": "off"}) == []
