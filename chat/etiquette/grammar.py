"""English spelling and grammar by Harper, in process and offline.

A linter belongs to one thread (chat/etiquette/pool.py). Each company's words are in the dictionary
of a linter of its own: building one more costs 5 ms and next to no memory, because they share the
big dictionary. What was looked at is remembered sentence by sentence, so that the sentences
somebody has finished cost nothing while they write the next one.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any, NamedTuple

from harper import Linter, SuggestionKind

from . import speech
from .draft import Draft
from .grammar_rules import ASKED
from .spans import Span, overlap
from .untouched import untouched
from .words import is_ours, nearest

BUDGET_S = 0.02  # for what is new in a text; what is left is looked at the next time
SAME_S = 0.2
LONGEST = 240  # signs looked at at once: a dictionary takes 5 ms for each word it does not know
MOST_LINTERS = 8  # companies a thread keeps a dictionary for
MOST_KNOWN = 600  # sentences a linter remembers

OF_SPELLING = ("Spelling", "Typo")

_own = threading.local()


class Found(NamedTuple):
    """Code points of the text; `choices`: what could take its place, the likeliest first."""

    start: int
    end: int
    kind: str
    choices: tuple[str, ...]


class Reader:
    """A linter with a company's words, and what it has read lately."""

    def __init__(self, words: frozenset[str]) -> None:
        self._linter = Linter()
        config = self._linter.get_default_lint_config()
        self._linter.set_lint_config({name: name in ASKED for name in config})
        if words:
            self._linter.import_words(sorted(words))
        self._last: tuple[str, float, list[Found]] = ("", 0.0, [])
        self._known: OrderedDict[str, tuple[Found, ...]] = OrderedDict()

    def read(self, text: str) -> list[Found]:
        """As far as the budget reaches. Two checks ask for the same text, one after the other."""
        now = time.monotonic()
        last, at, found = self._last
        if last != text or now - at > SAME_S:
            found = list(self._found_in(text, now + BUDGET_S))
            self._last = text, time.monotonic(), found
        return found

    def _found_in(self, text: str, ends_at: float) -> Iterator[Found]:
        for start, end in pieces(text):
            piece = text[start:end]
            if piece not in self._known and time.monotonic() > ends_at:
                continue
            for found in self._read(piece):
                yield found._replace(start=start + found.start, end=start + found.end)

    def _read(self, piece: str) -> tuple[Found, ...]:
        known = self._known.get(piece)
        if known is None:
            lints = self._linter.lint(piece, language="plaintext")
            known = self._known[piece] = tuple(_found(lint) for lint in lints)
            if len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        self._known.move_to_end(piece)
        return known


def warm() -> None:
    """Builds this thread's first linter: it takes about a second."""
    reader(frozenset()).read("I have a an idea.")


def reader(words: frozenset[str]) -> Reader:
    """Of this thread, for a company's words."""
    readers: OrderedDict[frozenset[str], Reader] = getattr(_own, "readers", OrderedDict())
    _own.readers = readers
    if words not in readers:
        readers[words] = Reader(words)
        if len(readers) > MOST_LINTERS:
            readers.popitem(last=False)
    readers.move_to_end(words)
    return readers[words]


def misspelled(draft: Draft) -> list[Found]:
    """Words that are one slip away from one in the dictionary, and are nobody's name; `choices` is
    what was meant. A word far away from every other one is a word we do not know, not a slip."""
    found = []
    for lint in _of(draft):
        if lint.kind in OF_SPELLING and not is_ours(draft, lint.start, lint.end):
            meant = nearest(draft.text, lint.start, lint.end, lint.choices)
            if meant:
                found.append(lint._replace(choices=(meant,)))
    return found


def wrong(draft: Draft) -> list[Found]:
    return [lint for lint in _of(draft) if lint.kind not in OF_SPELLING]


def _of(draft: Draft) -> list[Found]:
    closed = untouched(draft.text)
    lints = reader(draft.company.words).read(draft.text)
    return [
        lint for lint in lints if not any(overlap((lint.start, lint.end), each) for each in closed)
    ]


def pieces(text: str) -> Iterator[Span]:
    """Sentences; long ones in parts that end between words."""
    for start, end in speech.sentences(text):
        while end - start > LONGEST:
            cut = text.rfind(" ", start, start + LONGEST)
            cut = cut if cut > start else start + LONGEST
            yield start, cut
            start = cut
        yield start, end


def _found(lint: Any) -> Found:
    span: Any = lint.span
    return Found(span.start, span.end, lint.lint_kind, tuple(_choices(lint)))


def _choices(lint: Any) -> Iterator[str]:
    for suggestion in lint.suggestions:
        if suggestion.kind == SuggestionKind.INSERT_AFTER:
            yield lint.problem_text + suggestion.replacement_text
        else:
            yield suggestion.replacement_text  # "" where it is to be taken out
