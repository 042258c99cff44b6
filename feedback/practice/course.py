"""What only the course of a chat tells about a message: that it repeats, ignores, solves. Pure but
for the one thing the customer remembers of it: that they were told of somebody else."""

from .hearing import Heard
from .memory import Memory
from .scenario import Scenario

# What shows that the customer was heard, even where nothing is asked or solved.
HEEDS = frozenset(
    {"empathy", "apology", "options", "time", "promises", "boundary", "greeting", "thanks"}
    | {"hands_over", "farewell", "negative"}
)


def course_of(heard: Heard, said: str, scenario: Scenario, memory: Memory) -> list[str]:
    """Names of temper.WORSE and temper.BETTER."""
    repeated = [name for name in heard.asked if name in memory.told]
    fresh = [name for name in heard.asked if name not in memory.told]
    gained = [name for name in heard.met if name not in memory.met]
    is_well_asked = fresh or (heard.asks_openly and not repeated and _untold(scenario, memory))
    does_something = heard.asks or gained or heard.signs.keys() & HEEDS
    memory.handed_over = memory.handed_over or "hands_over" in heard.signs
    found = {
        "repeated": repeated and not fresh and not gained,
        "same_again": said.casefold().strip() in memory.said_before,
        "asked_well": is_well_asked,
        "solution": gained,
        "ignored": not does_something and not memory.content,
    }
    return [name for name, is_so in found.items() if is_so]


def _untold(scenario: Scenario, memory: Memory) -> bool:
    return any(fact.name not in memory.told for fact in scenario.facts)
