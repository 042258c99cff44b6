"""What happens by itself happens once: places given, steps of a silence, mails.

Judges what is stored and what has arrived; knows nothing of sockets or databases.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ENDS_A_TURN = frozenset({"closed", "reopened", "transfer"})


@dataclass(frozen=True)
class Line:
    """An entry of a log. `data` as the log has it: the step of a `step`, why a message was sent."""

    conversation: int
    kind: str
    author: str
    data: Mapping[str, Any]


@dataclass
class Doings:
    """How often each thing happened, and what happened twice, in words."""

    assignments: int = 0
    steps: int = 0
    automatic: int = 0
    mails: int = 0
    twice: list[str] = field(default_factory=list)


def judge_lines(lines: Iterable[Line], doings: Doings) -> None:
    """In the order of each log: nobody is given a chat that somebody has, and no step of a silence
    comes twice while nobody has said or taken anything."""
    by_conversation: dict[int, list[Line]] = {}
    for line in lines:
        by_conversation.setdefault(line.conversation, []).append(line)
    for number, log in by_conversation.items():
        _judge_one(number, log, doings)


def _judge_one(number: int, log: Sequence[Line], doings: Doings) -> None:
    is_taken, done = False, set()
    for line in log:
        happened = _by_itself(line)
        if line.kind == "assigned":
            is_given = line.data.get("member") is not None
            doings.assignments += is_given
            if is_given and is_taken:
                doings.twice.append(f"conversation {number} was given to somebody twice")
            is_taken, done = is_given, set()
        elif line.kind in ENDS_A_TURN:
            is_taken, done = False, set()
        elif happened is None:
            done = set() if line.kind == "message" else done
        else:
            doings.steps += line.kind == "step"
            doings.automatic += line.kind == "message"
            if happened in done:
                doings.twice.append(f"conversation {number}: {' '.join(happened)} twice")
            done.add(happened)


def _by_itself(line: Line) -> tuple[str, str] | None:
    """What nobody did by hand: ("step", "nudge"), ("message", "hold")."""
    if line.kind == "step":
        return "step", line.data["step"]
    if line.kind == "message" and line.author == "automatic":
        return "message", line.data.get("auto", "")
    return None


def judge_mails(arrived: Sequence[str], states: Mapping[str, int], doings: Doings) -> None:
    """`arrived`: the Message-ID of each mail that came. `states`: {state of the outbox: rows}."""
    doings.mails = len(arrived)
    again = [id for id, times in Counter(arrived).items() if times > 1]
    doings.twice += [f"mail {id} came {arrived.count(id)} times" for id in again]
    if states.get("sent", 0) > len(set(arrived)):
        doings.twice.append(f"{states['sent']} mails count as sent, {len(set(arrived))} came")
