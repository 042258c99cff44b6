import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Draft, Example, Hit, Rule

_ASKS_TO_BUY = re.compile(
    r"\b(?:offers?|deals?|upgrade|premium|plans?|discounts?|price|prices|cost|costs|buy|sale|"
    r"subscription|angebot|preis|kosten|kaufen|offre|prix|acheter|oferta|precio|comprar|preço)\b",
    re.IGNORECASE,
)


def find(draft: Draft) -> Iterator[Hit]:
    chat = draft.chat
    if not chat.upset and not chat.unanswered:
        return
    if _ASKS_TO_BUY.search(chat.last_words or chat.last_question):
        return
    why = _("Somebody who is upset does not want to be sold anything.") if chat.upset else ""
    for start, end in speech.sells(draft.text, draft.language):
        yield Hit(start, end, why=why)


RULE = Rule(
    name="upselling",
    title=gettext_lazy("Not the time to sell"),
    why=gettext_lazy("The customer still waits for an answer: first help, then offer."),
    severity="ask",
    find=find,
    examples_hit=(
        Example("Have you considered our premium plan?", chat={"upset": True}),
        Example(
            "We have a special offer this week!",
            chat={"unanswered": True, "last_question": "Where is my parcel?"},
        ),
    ),
    examples_miss=(
        Example("Have you considered our premium plan?"),
        Example(
            "We have a special offer this week!",
            chat={"unanswered": True, "last_question": "Is there a discount?"},
        ),
        Example("Your premium is refunded today.", chat={"upset": True}),
    ),
)
