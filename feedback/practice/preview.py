"""A scenario tried out: the same customer, once handled well and once not. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from .customer import Customer
from .scenario import Need, Scenario

SEED = 1
CURT = ("hi", "what u want", "cant do that", "u should have read the terms", "pls wait")
WAITS_S, CURT_WAITS_S = 20.0, 130.0
MOST_ASKED = 3


@dataclass(frozen=True)
class Step:
    """`who` is "customer" or "operator"; `temper` after it."""

    who: str
    text: str
    temper: int


def handled_well(scenario: Scenario) -> list[Step]:
    return _play(scenario, _kind_words(scenario), WAITS_S)


def handled_badly(scenario: Scenario) -> list[Step]:
    return _play(scenario, [("", said) for said in CURT], CURT_WAITS_S)


def _play(scenario: Scenario, told: Iterable[tuple[str, str]], after_s: float) -> list[Step]:
    """`told`: (what is done, or "" where something is said; the words for it)."""
    customer = Customer(scenario, SEED)
    steps = [Step("customer", line.text, customer.temper) for line in customer.begin()]
    for event, said in told:
        if customer.is_over:
            break
        lines = customer.event(event) if event else customer.answer(said, after_s)
        steps.append(Step("operator", said, customer.temper))
        steps += [Step("customer", line.text, customer.temper) for line in lines]
    return steps


def _kind_words(scenario: Scenario) -> list[tuple[str, str]]:
    needed = {name for need in scenario.needs for name in need.after}
    first = [fact for fact in scenario.facts if fact.name in needed]
    others = [fact for fact in scenario.facts if fact.name not in needed]
    asked = [*first, *others][: max(MOST_ASKED, len(first))]
    hello = "Hello! I am sorry for the trouble, I understand how annoying that is."
    bounds = [need for need in scenario.needs if need.by == "boundary"]
    rest = [need for need in scenario.needs if need.by != "boundary"]
    told = [("", hello), *map(_met, bounds)]
    told += [("", f"Could you tell me this, please: {fact.ask[0]}?") for fact in asked]
    return [*told, *map(_met, rest), ("", "Thank you, have a lovely day!")]


def _met(need: Need) -> tuple[str, str]:
    if need.by == "transfer":
        return "transferred", "My colleagues can help with that, I hand you over to them."
    if need.by == "promise":
        return "", "I will find that out and get back to you by 4 pm today."
    if need.by == "boundary":
        return "", "I want to help you. Please keep it polite, so that I can."
    return "", f"What I can do for you: {need.words[0]}. Would that help?"
