from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Draft, Example, Fix, Hit, Rule
from ..lexicon import saying

SHORTEST = 3  # words: "one moment" need not


def find(draft: Draft) -> Iterator[Hit]:
    chat, text, language = draft.chat, draft.text, draft.language
    say = saying("feeling", language)
    if not chat.upset or chat.acknowledged or not say or len(text.split()) < SHORTEST:
        return
    if not speech.acknowledges_feeling(text, language) and not speech.apologises(text, language):
        yield Hit(0, 0, Fix(f"{say} ", say))


RULE = Rule(
    name="empathy",
    title=gettext_lazy("First the feeling"),
    why=gettext_lazy("The customer is upset: say that you have understood it, then solve it."),
    severity="warn",
    find=find,
    examples_hit=(
        Example(
            "The parcel is in Leeds.",
            fixed="I understand how annoying this is. The parcel is in Leeds.",
            chat={"upset": True},
        ),
    ),
    examples_miss=(
        Example("The parcel is in Leeds."),
        Example("I understand how annoying that is. It is in Leeds.", chat={"upset": True}),
        Example("I'm so sorry about this, it is in Leeds.", chat={"upset": True}),
        Example("The parcel is in Leeds.", chat={"upset": True, "acknowledged": True}),
        Example("One moment", chat={"upset": True}),
    ),
)
