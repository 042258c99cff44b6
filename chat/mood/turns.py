"""What the frustration signal looks at: a chat as turns, and the words of its language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from chat.etiquette import speech

from .plain import MOST, plain, words_in
from .words import Lexicon, lexicon_of

VISITOR, OPERATOR, AUTOMATIC = "visitor", "operator", "automatic"


@dataclass(frozen=True, slots=True)
class Turn:
    """One message. `at` None: it is not known when (then nothing is told from the time);
    `author` is "visitor", "operator" or "automatic"; `seq` its place in the log;
    `relieves`: a tap that says thanks."""

    at: datetime | None
    author: str
    text: str
    seq: int = 0
    relieves: bool = False


class Talk:
    """A chat as far as it has come, with what every signal needs of it, worked out once."""

    MOST = MOST  # code points of one message that are looked at

    def __init__(self, turns: Sequence[Turn], language: str) -> None:
        self.turns = turns
        self.lexicon: Lexicon = lexicon_of([t.text for t in turns if t.author == VISITOR], language)

    @cached_property
    def plain(self) -> list[str]:
        """Each turn's text, lower case, without accents."""
        return [plain(turn.text) for turn in self.turns]

    @cached_property
    def words(self) -> list[list[str]]:
        return [words_in(text) for text in self.plain]

    @cached_property
    def meanings(self) -> list[frozenset[str]]:
        """Of each turn the words that are not small ones, by how they begin, so that "waited" is
        "waiting"."""
        common = self.lexicon.common
        return [frozenset(w[:5] for w in words if w not in common) for words in self.words]

    @cached_property
    def theirs(self) -> list[int]:
        """The places of the customer's messages."""
        return [place for place, turn in enumerate(self.turns) if turn.author == VISITOR]

    @cached_property
    def ours(self) -> list[int]:
        """The places of what people of the company said."""
        return [place for place, turn in enumerate(self.turns) if turn.author == OPERATOR]

    @cached_property
    def relieved(self) -> frozenset[int]:
        """The places where the customer says thanks, or that it is solved."""
        return frozenset(place for place in self.theirs if self._relieves(place))

    def _relieves(self, place: int) -> bool:
        """“Thanks for nothing” and “thanks, but it still does not work” do not."""
        if self.turns[place].relieves:
            return True
        text, words = self.plain[place], self.lexicon
        if any(w.search(text) for w in (words.spoilt, words.unsolved, words.complaint)):
            return False
        said = self.turns[place].text[:MOST]
        return bool(words.relief.search(text)) or speech.thanks(said, words.language)

    def seconds(self, before: int, after: int) -> float | None:
        """Between two turns; None where one of the times is not known."""
        one, other = self.turns[before].at, self.turns[after].at
        return None if one is None or other is None else (other - one).total_seconds()
