import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Action, Draft, Example, Hit, Rule

MOST = 420  # signs without a break: some ten lines in the widget
_STEPS = re.compile(
    r"\b(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|then|next|after that|finally|step \d"
    r"|zuerst|dann|danach|schließlich|d'abord|ensuite|puis|enfin|primero|después|luego|primeiro"
    r"|depois)\b",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"[^\n]+")


def find(draft: Draft) -> Iterator[Hit]:
    for match in _PARAGRAPH.finditer(draft.text):
        if len(match[0].strip()) > MOST and len(speech.sentences(match[0])) > 2:
            action: Action = "points" if len(_STEPS.findall(match[0])) > 2 else "split"
            yield Hit(match.start(), match.end(), action=action)


_LONG = (
    "We have looked at your order and at what the carrier has told us about it so far this week. "
    "The parcel left our house on Monday and was sorted in the north on the day after that. "
    "There it was put on the wrong van, which brought it to a town that is far away from you. "
    "The carrier has found it and has sent it back to the depot, where it waits to be sorted. "
    "It is then brought to the shop that you have chosen, where it can be kept for a week for you."
)
_HOW = (
    "First open the settings of the app on your phone and look for the part about accounts. "
    "Then choose the account that you want to remove and press on its name for about two seconds. "
    "Next choose to remove it and say yes to the question, which takes a few seconds to be done. "
    "After that close the app, start it again and add the account with the new address you have. "
    "Finally look into your inbox, where a mail with a link to confirm that address has arrived."
)

RULE = Rule(
    name="wall_of_text",
    title=gettext_lazy("Wall of text"),
    why=gettext_lazy("Short paragraphs are read, long ones are skipped."),
    severity="hint",
    find=find,
    examples_hit=(Example(_LONG), Example(_HOW)),
    examples_miss=(
        Example(_LONG[:300]),
        Example(_LONG.replace(". ", ".\n\n")),
        Example("https://example.com/" + "a" * 600),
    ),
)
