"""Whether the frustration signal finds the customers who were annoyed.

STAR's operators were asked after each dialogue whether the customer had become aggressive or
annoyed; dialogues without an answer are left out. Half of the others (by a hash of their number)
chooses a threshold for each method by one rule, the best F1; the figures are those of the other
half, which was not looked at for it.
"""

import gzip
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from chat.mood.choices import UPSET
from chat.mood.scoring import course
from chat.mood.turns import Turn

from .tables import Table

BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
LOUD_WORD = re.compile(r"\b[A-Z]{3,}\b")


@dataclass(frozen=True)
class Dialogue:
    is_annoyed: bool
    chooses: bool  # it is in the half that chooses thresholds
    turns: list[Turn]

    @property
    def said(self) -> list[str]:
        """By the customer."""
        return [turn.text for turn in self.turns if turn.author == "visitor"]


# After each turn (or message of the customer's) a number: the higher, the more annoyed.
Method = Callable[[Dialogue], Sequence[float]]


@dataclass(frozen=True)
class Found:
    """How a method does on some dialogues, at a threshold."""

    threshold: float
    precision: float
    recall: float
    average_precision: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def table(data: Path) -> Table:
    dialogues = read(data / "star" / "dialogues.jsonl.gz")
    rows = [["ours, as it is shipped", "at its end", *_cells(_shipped(dialogues))]]
    for name, method in methods().items():
        numbers = [method(dialogue) for dialogue in dialogues]
        for when, pick in (("at its end", _last), ("at its worst", max)):
            found = measured(dialogues, [pick(each) if each else 0.0 for each in numbers])
            rows.append([name, when, *(_cells(found))])
    return Table("Frustration: whole dialogues", HEAD, rows, _note(dialogues))


HEAD = ["method", "the dialogue", "threshold", "precision", "recall", "F1", "average precision"]


def methods() -> dict[str, Method]:
    vader = SentimentIntensityAnalyzer()

    def sentiment(dialogue: Dialogue) -> list[float]:
        """VADER's compound of each message of the customer's, turned round."""
        return [-vader.polarity_scores(text)["compound"] for text in dialogue.said]

    return {
        "ours": lambda dialogue: course(dialogue.turns, "en"),
        "VADER": sentiment,
        "VADER, mean so far": lambda dialogue: _means(sentiment(dialogue)),
        "capitals and !": lambda dialogue: _sums([_loudness(text) for text in dialogue.said]),
    }


def read(path: Path) -> list[Dialogue]:
    """Those that have an answer."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Dialogue(row["customer_annoyed"], _chooses(row["id"]), _turns(row["turns"]))
        for row in rows
        if row["customer_annoyed"] is not None
    ]


def _chooses(number: int) -> bool:
    return sha256(str(number).encode()).digest()[0] % 2 == 0


def _turns(rows: list[dict[str, Any]]) -> list[Turn]:
    sides = {"customer": "visitor", "operator": "operator"}
    return [
        Turn(
            None if row["t"] is None else BEGAN + timedelta(seconds=row["t"]),
            sides[row["from"]],
            row["text"],
            number,
        )
        for number, row in enumerate(rows, start=1)
    ]


def measured(dialogues: Sequence[Dialogue], numbers: Sequence[float]) -> Found:
    """The threshold from one half, the rest from the other."""
    pairs = list(zip(dialogues, numbers, strict=True))
    choosing = [(number, d.is_annoyed) for d, number in pairs if d.chooses]
    judged = [(number, d.is_annoyed) for d, number in pairs if not d.chooses]
    threshold = best_threshold(choosing)
    precision, recall = precision_and_recall(judged, threshold)
    return Found(threshold, precision, recall, average_precision(judged))


def best_threshold(scored: Sequence[tuple[float, bool]]) -> float:
    """The number from which on to say "annoyed", for the best F1; the highest among equals."""
    positives = sum(truth for _, truth in scored)
    best, chosen = -1.0, float("inf")
    for threshold, hits, said in _steps(scored):
        f1 = 2 * hits / (said + positives) if positives else 0.0
        if f1 > best:
            best, chosen = f1, threshold
    return chosen


def precision_and_recall(
    scored: Sequence[tuple[float, bool]], threshold: float
) -> tuple[float, float]:
    said = [truth for number, truth in scored if number >= threshold]
    positives = sum(truth for _, truth in scored)
    hits = sum(said)
    return hits / len(said) if said else 0.0, hits / positives if positives else 0.0


def average_precision(scored: Sequence[tuple[float, bool]]) -> float:
    """The area below precision over recall: sum of (R_n - R_(n-1)) P_n over falling thresholds,
    dialogues with the same number together."""
    positives = sum(truth for _, truth in scored)
    area, before = 0.0, 0
    for _, hits, said in _steps(scored):
        area += (hits - before) / positives * hits / said if positives else 0.0
        before = hits
    return area


def _steps(scored: Sequence[tuple[float, bool]]) -> list[tuple[float, int, int]]:
    """(threshold, annoyed ones from there on, dialogues from there on), falling."""
    steps: list[tuple[float, int, int]] = []
    hits = said = 0
    for number, truth in sorted(scored, key=lambda pair: -pair[0]):
        hits, said = hits + truth, said + 1
        if steps and steps[-1][0] == number:
            steps.pop()
        steps.append((number, hits, said))
    return steps


def _last(numbers: Sequence[float]) -> float:
    return numbers[-1]


def _means(numbers: list[float]) -> list[float]:
    return [total / count for count, total in enumerate(_sums(numbers), start=1)]


def _sums(numbers: list[float]) -> list[float]:
    return [sum(numbers[: end + 1]) for end in range(len(numbers))]


def _loudness(text: str) -> int:
    """Words in capitals and exclamation marks: the rule everybody thinks of first."""
    return len(LOUD_WORD.findall(text)) + text.count("!")


def _shipped(dialogues: Sequence[Dialogue]) -> Found:
    """At the score that shows the card where a company has chosen no other."""
    judged = [
        (float(_last(course(d.turns, "en"))), d.is_annoyed) for d in dialogues if not d.chooses
    ]
    precision, recall = precision_and_recall(judged, UPSET)
    return Found(UPSET, precision, recall, average_precision(judged))


def _cells(found: Found) -> list[str]:
    return [
        f"{found.threshold:.2f}".rstrip("0").rstrip("."),
        f"{found.precision:.2f}",
        f"{found.recall:.2f}",
        f"{found.f1:.2f}",
        f"{found.average_precision:.3f}",
    ]


def _note(dialogues: Sequence[Dialogue]) -> str:
    choosing = [d for d in dialogues if d.chooses]
    judged = [d for d in dialogues if not d.chooses]
    annoyed = [sum(d.is_annoyed for d in half) for half in (choosing, judged)]
    return (
        f"{len(dialogues):,} dialogues of STAR with an answer. {len(choosing):,} of them "
        f"({annoyed[0]} annoyed) choose each threshold by the best F1; the figures are those of "
        f"the other {len(judged):,} ({annoyed[1]} annoyed, so that guessing has an average "
        f"precision of {annoyed[1] / len(judged):.3f})."
    )
