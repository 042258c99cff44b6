import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Draft, Example, Fix, Hit, Rule
from ..spans import Span
from ..texts import words_of

BEFORE = 3  # sentences somebody has to read before the answer
_SAYS_IT = re.compile(r"\W*(?:yes|no|ja|nein|oui|non|sí|sim|não)\b", re.IGNORECASE)
_SHORTEST = 4  # letters of a word that tells what a question is about
_STEM = 5


def find(draft: Draft) -> Iterator[Hit]:
    """Where the answer is cannot always be told; then nothing is said."""
    asked = _topics(draft.chat.last_question)
    if not asked or not draft.chat.unanswered:
        return
    sentences = [span for span in speech.sentences(draft.text) if not _is_courtesy(draft, span)]
    for number, (start, end) in enumerate(sentences):
        if _answers(draft.text[start:end], asked):
            if number >= BEFORE:
                yield _hit(draft.text, sentences[0][0], (start, end))
            return


def _hit(text: str, first: int, answer: Span) -> Hit:
    start, end = answer
    moved = f"{text[start:end]} {text[first:start].rstrip()}"
    return Hit(first, end, Fix(moved, _("Put the answer first")))


def _is_courtesy(draft: Draft, span: Span) -> bool:
    """A greeting, thanks and words of sympathy may come before anything else."""
    words = draft.text[span[0] : span[1]]
    checks = (speech.greets, speech.thanks, speech.apologises, speech.acknowledges_feeling)
    return any(check(words, draft.language) for check in checks)


def _answers(sentence: str, asked: frozenset[str]) -> bool:
    if sentence.rstrip().endswith("?"):
        return False
    found = len(_topics(sentence) & asked)
    return bool(_SAYS_IT.match(sentence)) or found >= min(2, len(asked))


def _topics(text: str) -> frozenset[str]:
    found = (word for word in words_of(text) if len(word) >= _SHORTEST)
    return frozenset(word[:_STEM] for word in found if word not in _EVERYWHERE)


_EVERYWHERE = frozenset(
    "what when where which that this with your have does will would could should there from about "
    "please just much many long they them then than like want need know tell into some been "
    "were also only here mine ours yours can't don't possible".split()
)

_ASKED = {"last_question": "When does my red sofa arrive?", "unanswered": True}

RULE = Rule(
    name="answer_first",
    title=gettext_lazy("Answer first"),
    why=gettext_lazy("Who has asked looks for the answer: it goes first, the rest after it."),
    severity="hint",
    find=find,
    examples_hit=(
        Example(
            "Hello. We work with two carriers. Both of them are busy in winter. They sort by "
            "night. Your red sofa arrives on Friday.",
            fixed="Hello. Your red sofa arrives on Friday. We work with two carriers. Both of them "
            "are busy in winter. They sort by night.",
            chat=_ASKED,
        ),
    ),
    examples_miss=(
        Example(
            "Hello. Thank you for asking. I'm sorry for the wait. The red sofa arrives on Friday.",
            chat=_ASKED,
        ),
        Example(
            "Your sofa arrives on Friday. It is heavy. Two people bring it. They call you.",
            chat=_ASKED,
        ),
        Example(
            "We had snow. All roads were closed. We waited. It is on the van now.", chat=_ASKED
        ),
        Example("One. Two. Three. Your red sofa arrives on Friday."),
    ),
)
