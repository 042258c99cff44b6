"""Dialogues between a customer and an operator, one JSON object a line, gzipped or not:
{"turns": [{"from": "customer" or "operator", "text": "..."}, ...]}; other fields are not read."""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


class Unreadable(Exception):
    """One line on what is wrong with the file."""


@dataclass(frozen=True)
class Turn:
    from_customer: bool
    text: str


@dataclass(frozen=True)
class Dialogue:
    """Begins with the customer."""

    turns: tuple[Turn, ...]


def choose(path: Path, count: int, seed: int) -> list[Dialogue]:
    """`count` dialogues drawn with `seed`; where the file has fewer, some come again.

    Raises Unreadable."""
    known = read(path)
    rng = random.Random(seed)
    rng.shuffle(known)
    return [known[index % len(known)] for index in range(count)]


def read(path: Path) -> list[Dialogue]:
    """Those with something to play. Raises Unreadable."""
    try:
        found = [_dialogue(number, line) for number, line in enumerate(_lines(path), 1)]
    except (OSError, EOFError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unreadable(f"Cannot read {path}: {reason}.") from None
    playable = [dialogue for dialogue in found if dialogue.turns]
    if not playable:
        raise Unreadable(f"{path} has no dialogue that a customer begins.")
    return playable


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        is_zipped = file.read(2) == b"\x1f\x8b"
    opener = gzip.open if is_zipped else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (line for line in lines if line.strip())


def _dialogue(number: int, line: str) -> Dialogue:
    """From the customer's first word on: nobody is called before they asked."""
    try:
        raw = json.loads(line)["turns"]
        turns = [Turn(turn["from"] == "customer", turn["text"].strip()) for turn in raw]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unreadable(f"Line {number} is not a dialogue (see the data's README).") from None
    said = [turn for turn in turns if turn.text]
    first = next((index for index, turn in enumerate(said) if turn.from_customer), len(said))
    return Dialogue(tuple(said[first:]))
