"""The words of a survey in the reader's language.

A company may word a question its own way, per language; who speaks another one reads it in the
company's own, because ours may ask for something else. Without own words it is our usual question
for that kind and subject, translated by the catalogues. A usual question keeps its meaning for
good, because answers of years refer to it: another question is another key.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from django.utils import translation
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_noop as _

from feedback.models import Question, SurveyVersion

Kind, About = Question.Kind, Question.About
Option = tuple[int, str]  # what is stored, and what is read


class Asked(Protocol):
    """A question as it is stored, or as it is being written (versions.Draft)."""

    kind: str
    about: str
    words: dict[str, str]
    choices: Sequence[dict[str, str]]


class Usual(NamedTuple):
    words: str
    choices: tuple[str, ...] = ()


USUAL: dict[tuple[str, str], Usual] = {
    (Kind.CSAT, About.OPERATOR): Usual(_("How helpful was {operator}?")),
    (Kind.CSAT, About.RESOLUTION): Usual(_("How well was your question solved?")),
    (Kind.CHOICE, About.RESOLUTION): Usual(
        _("Is your question solved?"), (_("Yes"), _("Partly"), _("No"))
    ),
    (Kind.CES, About.EFFORT): Usual(_("How easy was it to get your answer?")),
    (Kind.NPS, About.OTHER): Usual(_("How likely are you to recommend us to somebody you know?")),
    (Kind.TEXT, About.OTHER): Usual(_("Is there anything else you would like to tell us?")),
    (Kind.TEXT, About.RESOLUTION): Usual(_("What is still missing?")),
    (Kind.TEXT, About.OPERATOR): Usual(_("What should {operator} know?")),
}
MOST = {Kind.CSAT: 5, Kind.CES: 7, Kind.NPS: 10}
LEAST = {Kind.CSAT: 1, Kind.CES: 1, Kind.NPS: 0}


def usual_of(asked: Asked) -> Usual | None:
    return USUAL.get((asked.kind, asked.about))


def question_words(asked: Asked, language: str, house: str, operator: str = "") -> str:
    """`house`: the company's own language. `operator`: who answered, "" where nobody is named."""
    usual = usual_of(asked)
    if usual and not asked.words:
        text = _in(language, usual.words)
    else:
        text = asked.words.get(language) or _any_of(asked.words, house)
    return text.replace("{operator}", operator or _in(language, _("the person who answered you")))


def choice_words(asked: Asked, language: str, house: str) -> list[str]:
    usual = usual_of(asked)
    if not asked.choices:
        return [_in(language, choice) for choice in usual.choices] if usual else []
    return [choice.get(language) or _any_of(choice, house) for choice in asked.choices]


def options(asked: Asked, language: str, house: str) -> list[Option]:
    """What can be answered, in order; empty for a question that is answered in words."""
    if asked.kind == Kind.CHOICE:
        return list(enumerate(choice_words(asked, language, house)))
    if asked.kind == Kind.TEXT:
        return []
    with translation.override(language):
        return points(asked.kind)


def points(kind: str) -> list[Option]:
    """Of a scale, in the active language. Only the ends of the long ones have words."""
    if kind == Kind.CSAT:
        return faces()
    least, most = LEAST[Kind(kind)], MOST[Kind(kind)]
    low, high = (
        (gettext("Very hard"), gettext("Very easy"))
        if kind == Kind.CES
        else (gettext("Not at all likely"), gettext("Very likely"))
    )
    ends = {least: low, most: high}
    return [(value, ends.get(value, "")) for value in range(least, most + 1)]


def faces() -> list[Option]:
    names = [
        pgettext("how something was", "Very bad"),
        pgettext("how something was", "Bad"),
        pgettext("how something was", "All right"),
        pgettext("how something was", "Good"),
        pgettext("how something was", "Very good"),
    ]
    return list(enumerate(names, start=1))


def scores(scale: str) -> list[Option]:
    """What the first tap can say, in the active language."""
    if scale == SurveyVersion.Scale.FACES:
        return faces()
    return [(1, pgettext("how something was", "Not good")), (5, faces()[3][1])]


def _in(language: str, words: str) -> str:
    with translation.override(language):
        return translation.gettext(words)


def _any_of(words: dict[str, str], house: str) -> str:
    """The company's own language, else whatever there is."""
    return words.get(house) or next(iter(words.values()), "")


def told(company: str) -> dict[str, Any]:
    """What a client shows around the questions, in the active language."""
    return {
        key: text.replace("{company}", company)
        for key, text in {
            "title": gettext("How was this chat?"),
            "later": gettext("Not now"),
            "skip": gettext("Skip"),
            "send": pgettext("an answer", "Send"),
            "thanks": gettext("Thank you, that helps us."),
            "change": gettext("Change your answers"),
            "anonymous": gettext(
                "{company} sees your rating and who answered you, but not which chat it is."
            ),
            "open": gettext("{company} sees your rating together with this chat."),
            "allow": gettext("{company} may look at this chat"),
            "sorry": gettext("We are sorry. Shall {company} come back to you?"),
            "yes": gettext("Yes, here in this chat"),
            "no": gettext("No, thank you"),
            "mail": gettext("Answer me by e-mail, too"),
            "back": gettext("{company} sees this chat now and may come back to you in it."),
        }.items()
    }
