from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..draft import Draft, Example, Fix, Hit, Rule
from ..lexicon.shapes import WORD
from ..texts import as_begun
from ..untouched import language_only

LONGEST = 4  # words


def find(draft: Draft) -> Iterator[Hit]:
    """The company's list alone: what is jargon to its customers only the company knows."""
    if not draft.company.jargon:
        return
    words = [match.span() for match in WORD.finditer(language_only(draft.text))]
    place = 0
    while place < len(words):
        length = _known_at(draft, words, place)
        if length:
            yield _hit(draft, words[place][0], words[place + length - 1][1])
        place += length or 1


def _known_at(draft: Draft, words: list[tuple[int, int]], place: int) -> int:
    """How many words from there on are one of the list, the longest first; 0 for none."""
    for length in range(min(LONGEST, len(words) - place), 0, -1):
        start, end = words[place][0], words[place + length - 1][1]
        if " ".join(draft.text[start:end].lower().split()) in draft.company.jargon:
            return length
    return 0


def _hit(draft: Draft, start: int, end: int) -> Hit:
    word = draft.text[start:end]
    plain = draft.company.jargon[" ".join(word.lower().split())]
    why = _("Not every customer knows “{word}”; “{plain}” says the same.")
    words = as_begun(draft.text, start, plain)
    return Hit(start, end, Fix(words, words), why=why.format(word=word, plain=plain))


_LIST = {"rma": "return number", "dead on arrival": "broken when it arrived"}

RULE = Rule(
    name="jargon",
    title=gettext_lazy("Jargon"),
    why=gettext_lazy("Words of the trade shut customers out; plain ones say the same."),
    severity="hint",
    find=find,
    examples_hit=(
        Example(
            "Here is your RMA for the box.",
            found="RMA",
            fixed="Here is your return number for the box.",
            company={"jargon": _LIST},
        ),
        Example(
            "It was dead on arrival.",
            fixed="It was broken when it arrived.",
            company={"jargon": _LIST},
        ),
    ),
    examples_miss=(
        Example("Here is your RMA."),
        Example("See https://example.com/rma", company={"jargon": _LIST}),
        Example("Write to rma@example.com", company={"jargon": _LIST}),
    ),
)
