"""Calming somebody down, step by step: what to say, in their language, and what has been said.

Two sentences for each step, so that nobody gets the same tin-can answer twice; most have gaps that
an operator fills by hand before the words can be sent.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from chat.canned_fields import GAP
from chat.etiquette import speech
from chat.models import Author, Conversation, Entry, Kind
from chat.phrases import spoken_to
from tenants.models import Membership

from .plain import plain

MOST_SAID = 50  # answers since they became upset that are looked at
TELLING = 14  # code points of a sentence without its gaps that tell it was used


@dataclass(frozen=True)
class Step:
    """`named`: the same sentences for a customer whose name is known."""

    name: str
    sentences: tuple[str, str]
    is_done: Callable[[str, str], object]
    named: tuple[str, str] | None = None


def asks_openly(text: str, language: str) -> bool:
    """Somebody listens: a question that takes more than yes or no."""
    return len(speech.questions(text, language)) > len(speech.closed_questions(text, language))


STEPS = (
    Step(
        "listen",
        (
            _("Let me make sure I understand you right: [[what happened]]. Is that so?"),
            _("I have read everything you wrote. What matters most to you right now?"),
        ),
        asks_openly,
        (
            _("{name}, let me make sure I understand you right: [[what happened]]. Is that so?"),
            _("I have read everything you wrote, {name}. What matters most to you right now?"),
        ),
    ),
    Step(
        "acknowledge",
        (
            _("I understand how annoying this is, above all [[what bothers them most]]."),
            _("I can see why you are upset: anybody would be, after [[what they went through]]."),
        ),
        speech.acknowledges_feeling,
    ),
    Step(
        "apologise",
        (
            _("I am sorry that [[what went wrong]]. That should not have happened."),
            _("I apologise for [[what went wrong]], and I want to put it right with you."),
        ),
        speech.apologises,
    ),
    Step(
        "options",
        (
            _("There are two ways from here: [[one way]], or [[another way]]. Which do you want?"),
            _("You can choose: either [[one way]], or [[another way]]. Which suits you better?"),
        ),
        speech.offers_options,
    ),
    Step(
        "expect",
        (
            _("Here is what happens next: I [[what you do]], and you hear from me by [[time]]."),
            _("I am {operator}, and I stay with this: [[what happens]] by [[time]], written here."),
        ),
        speech.names_time,
    ),
)


def card_of(conversation: Conversation, member: Membership) -> list[dict[str, Any]]:
    """[{"step", "done", "sentences"}] in the order in which they calm; `conversation` with its
    visitor."""
    visitor = conversation.visitor
    language = spoken_to(conversation.tenant, visitor.spoken)
    said = _said(conversation)
    with translation.override(language):
        return [
            {
                "step": step.name,
                "done": any(_does(step, text, language) for text in said),
                "sentences": _worded(step, visitor.name, member.display_name, conversation.pk),
            }
            for step in STEPS
        ]


def _worded(step: Step, name: str, operator: str, number: int) -> list[str]:
    """Not everybody gets the same one first."""
    texts = step.named if name and step.named else step.sentences
    worded = [gettext(text).format(name=name, operator=operator) for text in texts]
    return worded[::-1] if number % 2 else worded


def _said(conversation: Conversation) -> list[str]:
    """By people of ours, since the customer became upset."""
    rows = Entry.objects.filter(
        conversation=conversation, kind=Kind.MESSAGE, author=Author.OPERATOR
    )
    if conversation.upset_since is not None:
        rows = rows.filter(at__gte=conversation.upset_since)
    return list(rows.order_by("-seq").values_list("body", flat=True)[:MOST_SAID])


def _does(step: Step, text: str, language: str) -> bool:
    """As any words do it, or with those of the card."""
    worded = [gettext(sentence) for sentence in (*step.sentences, *(step.named or ()))]
    return bool(step.is_done(text, language)) or any(_has(text, sentence) for sentence in worded)


def _has(text: str, sentence: str) -> bool:
    """All that stands around the gaps, in order."""
    pieces = [plain(piece).strip() for piece in re.split(rf"{GAP.pattern}|\{{\w+\}}", sentence)]
    telling = [piece for piece in pieces if len(piece) >= TELLING]
    return bool(telling) and _in_order(plain(text), telling)


def _in_order(text: str, pieces: Sequence[str]) -> bool:
    at = 0
    for piece in pieces:
        at = text.find(piece, at)
        if at < 0:
            return False
    return True
