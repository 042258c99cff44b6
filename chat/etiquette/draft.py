"""What the checks read, and what they say: plain values, so that a rule is a pure function."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .spans import Span

Action = Literal["promise", "split", "points", "time", "options"]
Severity = Literal["off", "hint", "warn", "ask"]
SEVERITIES: tuple[Severity, ...] = ("off", "hint", "warn", "ask")


@dataclass(frozen=True, slots=True)
class ChatFacts:
    """What is known of the chat a draft is for; as it is said here where nothing is known."""

    first_message: bool = False  # of this operator in this chat
    name: str = ""  # the operator's
    customer_typing: bool = False
    upset: bool = False  # the customer, see chat.mood
    unanswered: bool = False  # the customer's last words are a question without an answer yet
    replies: int = 0  # of this operator, so far
    closing: bool = False  # the message is to be the last one
    canned: bool = False  # a canned reply as it stands in the list, not a word changed
    has_promise: bool = False  # somebody is to come back to it, with a date
    customer_language: str = ""
    last_question: str = ""  # of the customer
    last_words: str = ""  # their last message
    customer_name: str = ""
    acknowledged: bool = False  # this operator has said before that they understand
    known_words: frozenset[str] = frozenset()  # small letters; names, and what the customer wrote


@dataclass(frozen=True, slots=True)
class CompanyWords:
    """What a company has added of its own."""

    jargon: Mapping[str, str] = field(default_factory=dict)  # {word in small letters: plain words}
    words: frozenset[str] = frozenset()  # small letters: in no dictionary, and right
    house: tuple["Rule", ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    text: str
    language: str = "en"  # it is written in; "" for one we do not know
    chat: ChatFacts = ChatFacts()
    company: CompanyWords = CompanyWords()


@dataclass(frozen=True, slots=True)
class Fix:
    """`text` takes the place of what was found; `label` says so on a button."""

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Hit:
    """`start` and `end` count code points; both the same where no words in particular are meant.
    `why` is one sentence, where the rule's own would be too general."""

    start: int
    end: int
    fix: Fix | None = None
    action: Action | None = None
    why: str = ""
    rule: str = ""  # filled in by `check`

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Example:
    """One draft a rule is tried on. `found`: the words it points at, None for any; `fixed`: what
    the text is after its fixes, None for any."""

    text: str
    found: str | None = None
    fixed: str | None = None
    language: str = "en"
    chat: Mapping[str, Any] = field(default_factory=dict)  # facts that are not the usual ones
    company: Mapping[str, Any] = field(default_factory=dict)

    def draft(self) -> Draft:
        facts, words = ChatFacts(**self.chat), CompanyWords(**self.company)
        return Draft(self.text, self.language, facts, words)


Find = Callable[[Draft], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to look at in a draft. `title` and `why` are translated when they are read."""

    name: str
    title: Any
    why: Any
    severity: Severity  # where the company has not chosen
    find: Find
    examples_hit: tuple[Example, ...] = ()
    examples_miss: tuple[Example, ...] = ()


def at(spans: Iterable[Span]) -> list[Hit]:
    """One hit for each place, without a fix."""
    return [Hit(start, end) for start, end in spans]


def fixed(text: str, hits: Iterable[Hit]) -> str:
    """The text after every fix; of fixes in each other's way the first counts."""
    parts, last = [], 0
    for hit in sorted(hits, key=lambda one: (one.start, one.end)):
        if hit.fix is not None and hit.start >= last:
            parts += [text[last : hit.start], hit.fix.text]
            last = hit.end
    return "".join([*parts, text[last:]])
