"""Reads the written chats of chats.toml."""

import re
import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("chats.toml")
LINE = re.compile(
    r"(?P<wait>\d+) (?P<who>\w+)"
    r"(?P<act> answers| notes| closes| taps| thanks| asks back| tags| takes over| warns| blocks)?"
    r"(?: shows (?P<file>[\w.-]+))?(?: offers (?P<options>[^:]+))?(?:: (?P<words>.+))?"
)
CUSTOMER = "customer"
ASSISTANT = "assistant"  # who "answers"; what it says is its own


@dataclass(frozen=True)
class Line:
    """One thing that happens. `act` of people who work there: "says", "notes", "closes", "tags",
    "takes over", "warns" or "blocks" (for ever, and why); of customers also "taps" (one of the
    options), "thanks" or "asks back" (for simpler words)."""

    wait_s: int
    who: str
    act: str
    words: str
    file: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chat:
    """`minutes` ago for what is going on now; `days` ago at `at` o'clock for what is past."""

    page: str
    title: str
    lines: tuple[Line, ...]
    minutes: int = 0
    days: int = 0
    at: str = "10:00"
    locale: str = "en"

    @property
    def ago(self) -> timedelta:
        return timedelta(days=self.days, minutes=self.minutes)


def written_chats() -> list[Chat]:
    with SCRIPT.open("rb") as file:
        return [_chat(**facts) for facts in tomllib.load(file)["chat"]]


def _chat(*, said: str, **facts: Any) -> Chat:
    return Chat(**facts, lines=tuple(_line(text) for text in said.splitlines()))


def _line(text: str) -> Line:
    found = LINE.fullmatch(text)
    if not found:
        raise ValueError(f"{SCRIPT.name}: cannot read {text!r}")
    act = (found["act"] or " says").strip()
    options = tuple(option.strip() for option in (found["options"] or "").split("|") if option)
    words, file = found["words"] or "", found["file"] or ""
    return Line(int(found["wait"]), found["who"], act, words, file, options)
