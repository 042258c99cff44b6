"""Where a chat goes, and how urgent it is, by the company's own rules."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from chat.models import Priority, RoutingRule

MARKS = re.compile("[!?\u203c\uff01]{3}|!!")


@dataclass(frozen=True)
class Arrival:
    """What is known of a chat that waits. `said`: the customer's messages."""

    page: str
    said: tuple[str, ...]
    language: str
    is_returning: bool
    department_id: int | None = None  # whom they chose to talk to


@dataclass(frozen=True)
class Route:
    priority: int = Priority.NORMAL
    department_id: int | None = None
    skill: str = ""


def route(arrival: Arrival, rules: Iterable[RoutingRule]) -> Route:
    """The first rule that fits and has a say about a thing decides that thing."""
    priority, department_id, skill = None, None, ""
    for rule in rules:
        if not fits(rule.when, arrival):
            continue
        priority = rule.priority if priority is None else priority
        department_id = department_id or rule.department_id
        skill = skill or rule.skill
    return Route(Priority.NORMAL if priority is None else priority, department_id, skill)


def fits(when: dict, arrival: Arrival) -> bool:
    """All conditions hold; a rule without any fits nothing."""
    tests = {
        "page": lambda wanted: _page_matches(wanted, arrival.page),
        "words": lambda wanted: any(_has_word(wanted, each) for each in arrival.said),
        "language": lambda wanted: arrival.language.partition("-")[0].lower() == wanted.lower(),
        "returning": lambda wanted: arrival.is_returning is bool(wanted),
        "department": lambda wanted: arrival.department_id == wanted,
        "upset": lambda wanted: any(map(sounds_upset, arrival.said)) is bool(wanted),
    }
    asked = {name: wanted for name, wanted in when.items() if name in tests and wanted != ""}
    return bool(asked) and all(tests[name](wanted) for name, wanted in asked.items())


def _page_matches(wanted: str, url: str) -> bool:
    """`/pricing` is a path and all below it; a `*` at the end is not needed."""
    path = urlsplit(url).path or "/"
    prefix = "/" + wanted.strip().strip("*").strip("/")
    return prefix == "/" or path == prefix or path.startswith(prefix + "/")


def _has_word(wanted: str, text: str) -> bool:
    """Any of the words or phrases, separated by commas; as written, whatever the case."""
    padded = f" {' '.join(_words(text))} "
    phrases = (" ".join(_words(phrase)) for phrase in wanted.split(","))
    return any(phrase and f" {phrase} " in padded for phrase in phrases)


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.casefold()).split()


SHOUTED = 12  # capital letters; fewer may be an abbreviation or a number of an order


def sounds_upset(text: str) -> bool:
    """Shouting: nearly all capitals, or exclamation marks in a row."""
    letters = [c for c in text if c.isalpha() and c.lower() != c.upper()]
    capitals = sum(c.isupper() for c in letters)
    return (capitals >= SHOUTED and capitals > 0.7 * len(letters)) or bool(MARKS.search(text))
