"""What a scenario is: who the customer is, what they want, what they tell only when asked, and what
makes them angry or calm. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

WAYS = ("words", "promise", "transfer", "boundary")
STRENGTHS = range(4)  # 0: not at all, 1: usual, 2: strong, 3: very strong
MOST_LINES = 5
MOST_FACTS = 10
MOST_NEEDS = 5
MOST_WORDS = 30
LONGEST_LINE = 400
LONGEST_WORD = 60
TURNS = range(3, 61)
MINUTES = range(5, 61)


class ScenarioError(ValueError):
    """`field` names what is wrong, `code` how: missing, too_long, too_many, out_of_range, unknown,
    no_words."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


@dataclass(frozen=True)
class Fact:
    """Told when a question has one of the words of `ask`."""

    name: str
    ask: tuple[str, ...]
    answer: str


@dataclass(frozen=True)
class Need:
    """What the customer came for, or a part of it.

    `by`: what meets it. words: a sentence with one of `words` that does not refuse it; promise:
    saying that and when somebody gets back; transfer: handing the chat over; boundary: a firm,
    polite word about manners. Before the facts named in `after` are known, nothing does. `again`:
    how it is asked once more.
    """

    name: str
    by: str
    again: str
    words: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Temper:
    """`start` from 0 (calm) to 100; how strongly each thing is felt, see STRENGTHS. Below
    `content_below` they leave content once they have what they came for."""

    start: int = 30
    content_below: int = 60
    delay: int = 1
    shortcuts: int = 1
    closed: int = 1
    negative: int = 1
    blame: int = 1
    ignored: int = 1
    repeated: int = 1


@dataclass(frozen=True)
class Scenario:
    """`key` names a shipped one or says which of the company's. `lesson`: what it is good for;
    `brief`: what whoever practises knows; `goal`: what the customer is after, told afterwards."""

    key: str
    title: str
    lesson: str
    brief: str
    goal: str
    opening: tuple[str, ...]
    facts: tuple[Fact, ...]
    needs: tuple[Need, ...]
    temper: Temper
    name: str = ""
    page: str = ""
    typos: int = 1
    capitals: int = 1
    insults: tuple[str, ...] = ()
    most_turns: int = 30
    most_minutes: int = 30
    version: int = 1

    def as_data(self) -> dict[str, Any]:
        """As JSON keeps it; `read` gives the same scenario back."""
        return asdict(self)

    def fact(self, name: str) -> Fact:
        return next(fact for fact in self.facts if fact.name == name)


def read(data: Mapping[str, Any]) -> Scenario:
    """Raises ScenarioError for what no customer can be made of."""
    facts = tuple(_fact(row, n) for n, row in enumerate(_rows(data, "facts", MOST_FACTS)))
    names = {fact.name for fact in facts}
    needs = tuple(_need(row, n, names) for n, row in enumerate(_rows(data, "needs", MOST_NEEDS)))
    if not needs:
        raise ScenarioError("needs", "missing")
    return Scenario(
        key=_text(data, "key", 60),
        title=_text(data, "title", 80),
        lesson=_text(data, "lesson", 400, optional=True),
        brief=_text(data, "brief", 600, optional=True),
        goal=_text(data, "goal", 400),
        opening=_texts(data, "opening", MOST_LINES, LONGEST_LINE),
        facts=facts,
        needs=needs,
        temper=_temper(data.get("temper", {})),
        name=_text(data, "name", 40, optional=True),
        page=_text(data, "page", 200, optional=True),
        typos=_number(data, "typos", STRENGTHS, 1),
        capitals=_number(data, "capitals", STRENGTHS, 1),
        insults=_texts(data, "insults", MOST_LINES, LONGEST_LINE, optional=True),
        most_turns=_number(data, "most_turns", TURNS, 30),
        most_minutes=_number(data, "most_minutes", MINUTES, 30),
        version=_number(data, "version", range(1, 100_000), 1),
    )


def _fact(row: Mapping[str, Any], number: int) -> Fact:
    try:
        return Fact(
            _text(row, "name", 60),
            _texts(row, "ask", MOST_WORDS, LONGEST_WORD),
            _text(row, "answer", LONGEST_LINE),
        )
    except ScenarioError as error:
        raise ScenarioError(f"facts.{number}.{error.field}", error.code) from None


def _need(row: Mapping[str, Any], number: int, facts: set[str]) -> Need:
    try:
        need = Need(
            _text(row, "name", 80),
            _text(row, "by", 20),
            _text(row, "again", LONGEST_LINE),
            _texts(row, "words", MOST_WORDS, LONGEST_WORD, optional=True),
            _texts(row, "after", MOST_FACTS, LONGEST_WORD, optional=True),
        )
        if need.by not in WAYS:
            raise ScenarioError("by", "unknown")
        if need.by == "words" and not need.words:
            raise ScenarioError("words", "no_words")
        if not set(need.after) <= facts:
            raise ScenarioError("after", "unknown")
    except ScenarioError as error:
        raise ScenarioError(f"needs.{number}.{error.field}", error.code) from None
    return need


def _temper(data: Mapping[str, Any]) -> Temper:
    found = {}
    for field in fields(Temper):
        allowed = range(101) if field.name in ("start", "content_below") else STRENGTHS
        try:
            found[field.name] = _number(data, field.name, allowed, field.default)
        except ScenarioError as error:
            raise ScenarioError(f"temper.{error.field}", error.code) from None
    return Temper(**found)


def _rows(data: Mapping[str, Any], name: str, most: int) -> list[Mapping[str, Any]]:
    rows = list(data.get(name) or ())
    if len(rows) > most:
        raise ScenarioError(name, "too_many")
    return rows


def _text(data: Mapping[str, Any], name: str, most: int, *, optional: bool = False) -> str:
    text = " ".join(str(data.get(name) or "").split())
    if not text and not optional:
        raise ScenarioError(name, "missing")
    if len(text) > most:
        raise ScenarioError(name, "too_long")
    return text


def _texts(
    data: Mapping[str, Any], name: str, most: int, longest: int, *, optional: bool = False
) -> tuple[str, ...]:
    texts = [" ".join(str(each).split()) for each in data.get(name) or ()]
    texts = [each for each in texts if each]
    if not texts and not optional:
        raise ScenarioError(name, "missing")
    if len(texts) > most:
        raise ScenarioError(name, "too_many")
    if any(len(each) > longest for each in texts):
        raise ScenarioError(name, "too_long")
    return tuple(texts)


def _number(data: Mapping[str, Any], name: str, allowed: range, usual: Any) -> int:
    value = data.get(name, usual)
    if type(value) is not int or value not in allowed:
        raise ScenarioError(name, "out_of_range")
    return value
