from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Draft, Example, Fix, Hit, Rule
from ..lexicon import saying


def find(draft: Draft) -> Iterator[Hit]:
    text, say = draft.text.rstrip(), saying("ending", draft.language)
    if not draft.chat.closing or not text or not say:
        return
    if not speech.ends_kindly(text, draft.language):
        stop = "" if text[-1] in ".!?…)" or not text[-1].isalnum() else "."
        yield Hit(len(text), len(draft.text), Fix(f"{stop} {say}", say))


RULE = Rule(
    name="kind_ending",
    title=gettext_lazy("A kind ending"),
    why=gettext_lazy("The last words are remembered: end with thanks or a wish."),
    severity="hint",
    find=find,
    examples_hit=(
        Example(
            "Your refund is booked",
            fixed="Your refund is booked. Have a nice day!",
            chat={"closing": True},
        ),
    ),
    examples_miss=(
        Example("Your refund is booked"),
        Example("It is booked. Have a lovely weekend!", chat={"closing": True}),
        Example("It is booked. Thank you for your patience, Ben.", chat={"closing": True}),
        Example("Is there anything else I can do?", chat={"closing": True}),
        Example("Erledigt. Schönen Tag noch!", language="de", chat={"closing": True}),
        Example("تم", language="", chat={"closing": True}),
    ),
)
