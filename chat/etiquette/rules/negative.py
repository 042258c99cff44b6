import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Draft, Example, Fix, Hit, Rule
from ..lexicon import saying
from ..texts import sentence_around

# A refusal that says nothing but no: the alternative can take its place.
_BARE = re.compile(
    r"(?:(?:i|we) (?:can['’]?t|cannot|can not)(?: do (?:that|this|it|anything))?"
    r"|(?:that|this|it)(?: is|['’]?s)(?: simply| just)? (?:not possible|impossible)"
    r"|nothing (?:i|we) can do|there(?: is|['’]?s) nothing (?:i|we) can do)"
    r"(?: for you)?(?: about (?:that|this|it))?[.!]?",
    re.IGNORECASE,
)
_IGNORANT = re.compile(
    r"(?:i|we) (?:do(?:n['’]?t| not) know|have no (?:idea|clue))[.!]?", re.IGNORECASE
)


def find(draft: Draft) -> Iterator[Hit]:
    told = -1
    for start, end in speech.negative(draft.text, draft.language):
        first, last = sentence_around(draft.text, start)
        if start < told or _is_supposed(draft, first, start):
            continue
        if not speech.offers_alternative(draft.text[end:], draft.language):
            told = last
            yield _hit(draft, start, last)


def _is_supposed(draft: Draft, first: int, start: int) -> bool:
    """“if I cannot reach you” refuses nothing."""
    return speech.does("supposes", draft.text[first:start], draft.language)


def _hit(draft: Draft, start: int, end: int) -> Hit:
    words = draft.text[start:end]
    if _IGNORANT.fullmatch(words):
        say = saying("find_out", draft.language)
        return Hit(start, end, Fix(say, say))
    say = saying("alternative", draft.language)
    said = "" if _BARE.fullmatch(words) else words if words[-1] in ".!?…" else words + "."
    return Hit(start, end, Fix(f"{said} {say}".lstrip(), say), action="options")


RULE = Rule(
    name="negative",
    title=gettext_lazy("Only a no"),
    why=gettext_lazy("A no is easier to take with what you can do instead."),
    severity="hint",
    find=find,
    examples_hit=(
        Example("I can't do that.", fixed="Let me find an alternative for you."),
        Example("I don't know.", fixed="Let me find out for you."),
        Example(
            "Thanks, your refund can't be done",
            found="can't be done",
            fixed="Thanks, your refund can't be done. Let me find an alternative for you.",
        ),
        Example("Sorry, we cannot change the address."),
        Example("Das ist leider nicht möglich.", language="de"),
    ),
    examples_miss=(
        Example("I can't send it today, but I can send it tomorrow."),
        Example("That's not possible. Let me look for another date."),
        Example("We are unable to refund it. You can exchange it in any shop."),
        Example("I can't wait to hear how it goes, and I cannot thank you enough."),
        Example("If I can't reach you by phone, I will write."),
        Example("You can't go wrong with either of them."),
    ),
)
