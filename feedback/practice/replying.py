"""What the customer says to a message: facts that were asked for, what they feel about it, and what
they still want. Pure; changes the memory it is given."""

from collections.abc import Sequence
from random import Random

from .hearing import Heard
from .memory import Memory
from .scenario import Need, Scenario
from .temper import Change
from .voice import line_for

GOES_AFTER_GRUMBLES = 3
# What they say something about, the worst first.
REACTIONS = ("abuse", "blame", "shouting", "sells", "negative", "shortcuts", "vague")
CALMING = {"empathy", "apology", "options", "time", "promises", "hands_over"}
UPSET = 60


def reply(
    scenario: Scenario,
    memory: Memory,
    heard: Heard,
    changes: Sequence[Change],
    late: int,
    chance: Random,
) -> list[str]:
    """`late`: points for waiting for it. Lines, not yet typed (voice.put); at most three."""
    if memory.content:
        return _goodbye(memory, heard, chance)
    left = [need for need in scenario.needs if need.name not in memory.met]
    if not left:
        return _content(scenario, memory, heard, chance)
    said = _opening_words(memory, changes, late, chance)
    answers = _answers(scenario, memory, heard, chance)
    if answers:
        return [*said[:1], *answers][:3]
    if heard.met:
        return [*said[:1], *_next(scenario, memory, heard, left, chance)]
    if said and memory.temper >= UPSET:
        return [*said[:1], _wish(scenario, memory, left, chance)]
    if said:
        return said[:1]
    if heard.asks and "closed" in heard.signs:
        return [line_for("no", memory.temper, chance)]
    if heard.asks:
        return [_cannot_say(memory, left, chance)]
    if heard.signs.keys() & CALMING:
        return [line_for("calmed", memory.temper, chance)]
    return [_wish(scenario, memory, left, chance)]


def _opening_words(
    memory: Memory, changes: Sequence[Change], late: int, chance: Random
) -> list[str]:
    why = {change.why for change in changes}
    found = [line_for(name, memory.temper, chance) for name in REACTIONS if name in why]
    if not found and late > 0:
        found.append(line_for("waited", memory.temper, chance))
    return found


def _answers(scenario: Scenario, memory: Memory, heard: Heard, chance: Random) -> list[str]:
    """What was asked for; to an open question the first thing they have not told yet."""
    fresh = [name for name in heard.asked if name not in memory.told]
    if not fresh and not heard.asked and heard.asks_openly:
        untold = [fact.name for fact in scenario.facts if fact.name not in memory.told]
        fresh = untold[:1]
    if fresh:
        memory.told += fresh[:2]
        return [scenario.fact(name).answer for name in fresh[:2]]
    if heard.asked and not heard.met:
        answer = scenario.fact(heard.asked[0]).answer
        return [line_for("repeated", memory.temper, chance, answer=answer)]
    return []


def _next(
    scenario: Scenario, memory: Memory, heard: Heard, left: Sequence[Need], chance: Random
) -> list[str]:
    """A part is done; what about the rest?"""
    done = [need for need in scenario.needs if need.name in heard.met]
    words = "boundary" if any(need.by == "boundary" for need in done) else "and"
    if words == "boundary":
        return [line_for(words, memory.temper, chance), left[0].again]
    return [line_for(words, memory.temper, chance, again=left[0].again)]


def _wish(scenario: Scenario, memory: Memory, left: Sequence[Need], chance: Random) -> str:
    """What they still want; with an insult, where that is their way and nobody said stop."""
    bounded = not any(need.by == "boundary" for need in left)
    if scenario.insults and not bounded:
        return chance.choice(scenario.insults)
    return chance.choice([need.again for need in left[:2]])


def _cannot_say(memory: Memory, left: Sequence[Need], chance: Random) -> str:
    unknown = line_for("unknown", memory.temper, chance)
    return f"{unknown} {left[0].again}" if memory.temper >= UPSET else unknown


def _content(scenario: Scenario, memory: Memory, heard: Heard, chance: Random) -> list[str]:
    """They have what they came for; whether they leave content depends on their temper."""
    if memory.temper < scenario.temper.content_below:
        memory.content = True
        return [line_for("content", memory.temper, chance)]
    memory.grumbles += 1
    if memory.grumbles >= GOES_AFTER_GRUMBLES:
        memory.outcome = "solved_upset"
        return [line_for("leaves_upset", memory.temper, chance)]
    return [line_for("grumbles", memory.temper, chance)]


def _goodbye(memory: Memory, heard: Heard, chance: Random) -> list[str]:
    """Content already: a kind ending is answered, and then they are gone."""
    if heard.signs.keys() & {"farewell", "thanks"} or not heard.asks:
        memory.outcome = "solved"
        return [line_for("bye", memory.temper, chance)]
    return ["No, that was all. Thank you!"]
