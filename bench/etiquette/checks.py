"""How often the composer checks cry wolf on messages that are well written, what they find of slips
that were planted, and what they cost.

Well written is chosen without a look at any check: (picked) what STAR's operators picked from its
suggested texts, and (typed) what they typed themselves, in a dialogue whose customer called them
calm and helpful, from a capital letter to a full stop, a question or exclamation mark, of four
words or more, without a word that stands in no other dialogue.
"""

import gzip
import json
import os
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from chat.etiquette import grammar
from chat.etiquette.checking import check
from chat.etiquette.draft import ChatFacts, Draft
from chat.etiquette.facts import of_messages
from chat.etiquette.tongue import language_of

from .planting import PLAIN, PLANTS
from .tables import Table

SEED = 5
SLIPS = 300  # of each kind
OPERATOR = 1
WHOLE = re.compile(r"[A-Z][^\n]*[.!?]")


@dataclass(frozen=True)
class Said:
    """A message of an operator in its chat."""

    text: str
    is_typed: bool
    facts: ChatFacts


def table(data: Path) -> Table:
    messages = well_written(data)
    picked = [said for said in messages if not said.is_typed]
    typed = [said for said in messages if said.is_typed]
    grammar.warm()
    times: list[float] = []
    alarms = {"picked": alarms_of(picked, times), "typed": alarms_of(typed, times)}
    rows = [*_alarm_rows("picked", alarms["picked"], len(picked))]
    rows += _alarm_rows("typed", alarms["typed"], len(typed))
    rows += [_recall_row(name, *found) for name, found in recalls(picked + typed)]
    rows += _time_rows(times)
    return Table(
        "Composer checks",
        ["What", "Messages", "Figure", "Most often, per 100"],
        rows,
        NOTE.format(load=os.getloadavg()[0], cores=os.cpu_count()),
    )


NOTE = (
    "An alarm is any check that speaks, right or wrong; each message is checked in its own chat "
    "(what was said before, whether it is the first), by all rules as they are shipped. Well "
    "written: every message the operators picked from suggested texts, and those they typed "
    "themselves in a dialogue whose customer called them calm and helpful, which begin with a "
    "capital letter, end with a full stop, a question or exclamation mark, have four words or "
    "more and no word that stands in no other dialogue. No check had a part in the choice; what "
    "is found may still be a slip that is there. Slips are planted into these messages by seed, "
    "up to 300 of each kind (bench/etiquette/planting.py). The word lists were extended after the "
    "first measurement, which found 80 % of blame and 89 % of shortcuts: these two are not blind. "
    "Times are of the whole check, one message after another, none seen before, load average "
    "{load:.1f} on {cores} cores."
)


# --- messages -----------------------------------------------------------------------------------


def well_written(data: Path) -> list[Said]:
    dialogues = list(read(data))
    seldom = words_of_one_dialogue(dialogues)
    found = []
    for dialogue in dialogues:
        for number, turn in enumerate(dialogue["turns"]):
            if turn["from"] == "operator" and is_well_written(dialogue, turn, seldom):
                facts = facts_at(dialogue["turns"][:number])
                found.append(Said(turn["text"], turn["typed"], facts))
    return found


def read(data: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(data / "star" / "dialogues.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def is_well_written(dialogue: dict[str, Any], turn: dict[str, Any], seldom: set[str]) -> bool:
    if not turn["typed"]:
        return True
    text = turn["text"]
    is_whole = bool(WHOLE.fullmatch(text)) and len(text.split()) > 3
    return bool(dialogue["operator_calm_and_helpful"]) and is_whole and not words(text) & seldom


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z']+", text.lower()))


def words_of_one_dialogue(dialogues: Sequence[dict[str, Any]]) -> set[str]:
    count: Counter[str] = Counter()
    for dialogue in dialogues:
        count.update({word for turn in dialogue["turns"] for word in words(turn["text"])})
    return {word for word, times in count.items() if times == 1}


def facts_at(turns: Sequence[dict[str, Any]]) -> ChatFacts:
    """As a chat of ours would know it. Who the operators were is not in the data."""
    latest = [
        SimpleNamespace(
            author=("operator" if turn["from"] == "operator" else "visitor"),
            member_id=OPERATOR,
            body=turn["text"],
        )
        for turn in reversed(turns[-60:])
    ]
    return of_messages(latest, OPERATOR)  # type: ignore[arg-type]


# --- figures ------------------------------------------------------------------------------------


def alarms_of(messages: Sequence[Said], times: list[float]) -> Counter[str]:
    """How often each rule spoke. The time of each message nobody had seen is added to `times`."""
    found: Counter[str] = Counter()
    seen: set[str] = set()
    for said in messages:
        start = time.perf_counter()
        hits = checked(said.text, said.facts)
        if said.text not in seen:
            times.append(time.perf_counter() - start)
        seen.add(said.text)
        found.update(hits)
    return found


def checked(text: str, facts: ChatFacts) -> list[str]:
    """Names of the rules that spoke, with everything a draft goes through on the server."""
    draft = Draft(text, language_of(text, "en"), facts)
    return [hit.rule for hit in check(draft)]


def recalls(messages: Sequence[Said]) -> Iterator[tuple[str, tuple[int, int]]]:
    """(slip, (found, planted)) of each kind."""
    texts = sorted({said.text for said in messages if said.is_typed or len(said.text) > 20})
    for name, (plant, is_plain) in PLANTS.items():
        draw = random.Random(f"{SEED} {name}")
        found = planted = 0
        for text in draw.sample(texts, len(texts)):
            slip = None if is_plain and PLAIN.search(text) else plant(draw, text, texts)
            if slip is None or planted == SLIPS:
                continue
            planted += 1
            rules = checked(slip.text, replace(ChatFacts(), **slip.facts))
            found += bool(slip.rules & set(rules))
        yield name, (found, planted)


def _alarm_rows(name: str, alarms: Counter[str], messages: int) -> list[list[str]]:
    """Of what was said, and of what was not: a missing greeting is one, whoever looks at it."""
    said = Counter({rule: count for rule, count in alarms.items() if rule != "greeting"})
    most = [f"{rule} {100 * count / messages:.2f}" for rule, count in said.most_common(4)]
    return [
        [
            f"alarms per 100 messages, {name}",
            f"{messages:,}",
            _share(said, messages),
            ", ".join(most),
        ],
        [
            f"first messages without a greeting, {name}, per 100 messages",
            f"{messages:,}",
            _share(Counter(greeting=alarms["greeting"]), messages),
            "",
        ],
    ]


def _share(alarms: Counter[str], messages: int) -> str:
    return f"{100 * sum(alarms.values()) / max(1, messages):.2f}"


def _recall_row(name: str, found: int, planted: int) -> list[str]:
    return [f"recall: {name}", str(planted), f"{100 * found / max(1, planted):.0f} %", ""]


def _time_rows(times: list[float]) -> list[list[str]]:
    ordered = sorted(times)
    figures = {
        share: 1000 * ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95, 0.99)
    }
    told = " / ".join(f"{ms:.1f}" for ms in figures.values())
    lengthy = []
    for number in range(20):
        text = _lengthy(number)
        start = time.perf_counter()
        checked(text, ChatFacts())
        lengthy.append(1000 * (time.perf_counter() - start))
    return [
        ["time of a message, ms, p50 / p95 / p99", f"{len(times):,}", told, ""],
        [
            "time of 4,000 characters, ms, median / longest",
            "20",
            f"{sorted(lengthy)[10]:.0f} / {max(lengthy):.0f}",
            "",
        ],
    ]


def _lengthy(number: int) -> str:
    sentence = "Box {n} of order {m} left the house in the morning and is with you by {n} pm. "
    text = "".join(sentence.format(n=n, m=n * 31 + number) for n in range(60))
    return text[:4000]


def examples(data: Path, most: int = 12) -> dict[str, list[str]]:
    """What each rule pointed at in well-written messages, to be read by people."""
    shown: dict[str, dict[str, None]] = defaultdict(dict)
    for said in well_written(data):
        draft = Draft(said.text, language_of(said.text, "en"), said.facts)
        for hit in check(draft):
            if len(shown[hit.rule]) < most:
                shown[hit.rule][f"{said.text[hit.start : hit.end]!r} in {said.text!r}"] = None
    return {rule: list(found) for rule, found in shown.items()}
