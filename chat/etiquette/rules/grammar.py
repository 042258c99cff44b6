import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import grammar
from ..draft import Draft, Example, Fix, Hit, Rule
from ..untouched import language_only

# Harper leaves "to to" and its like alone: they may be right in an essay.
_TWICE = re.compile(
    r"\b(to|the|is|and|for|in|of|we|will|you|a|an|your|with|at|be|are|i|my|can)[ \n]+\1\b",
    re.IGNORECASE,
)


def find(draft: Draft) -> Iterator[Hit]:
    if draft.language == "en":
        for match in _TWICE.finditer(language_only(draft.text)):
            yield Hit(*match.span(), Fix(match[1], match[1]))
        for found in grammar.wrong(draft):
            if _is_before_a_gap(draft.text, found.end):
                continue
            better = found.choices[0] if found.choices else None
            fix = Fix(better, better or _("Leave it out")) if better is not None else None
            yield Hit(found.start, found.end, fix)


def _is_before_a_gap(text: str, end: int) -> bool:
    """“a ____” is for somebody to fill."""
    return text[end:].lstrip()[:1] == "_"


RULE = Rule(
    name="grammar",
    title=gettext_lazy("Grammar"),
    why=gettext_lazy("Something small is not right here; put right, it reads better."),
    severity="hint",
    find=find,
    examples_hit=(
        Example("Your parcel is on it's way.", found="it's", fixed="Your parcel is on its way."),
        Example("I found a answer for you.", fixed="I found an answer for you."),
        Example("We will send the the parcel.", fixed="We will send the parcel."),
        Example("I want to to help.", found="to to", fixed="I want to help."),
        Example("Today i can help you.", fixed="Today I can help you."),
    ),
    examples_miss=(
        Example("OK, done"),
        Example("Sure, no problem"),
        Example("Red, green and blue."),
        Example("We are open 9-17 ... see you there!"),
        Example("it's on its way"),
    ),
)
