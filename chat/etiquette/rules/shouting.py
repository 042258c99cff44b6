from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Draft, Example, Fix, Hit, Rule
from ..texts import capitalised, is_at_start


def find(draft: Draft) -> Iterator[Hit]:
    for start, end in speech.shouting(draft.text, draft.language):
        loud = draft.text[start:end]
        if any(letter.isalpha() for letter in loud):
            if loud.lower() in draft.company.words or loud.lower() in draft.chat.known_words:
                continue
            calm = _calm(draft.text, start, loud)
        else:
            calm = "?" if "?" in loud else "!"
        yield Hit(start, end, Fix(calm, calm))


def _calm(text: str, start: int, loud: str) -> str:
    words = " ".join("I" if word == "I" else word.lower() for word in loud.split(" "))
    words = words.replace(" i'", " I'").replace(" i’", " I’")
    return capitalised(words) if is_at_start(text, start) else words


RULE = Rule(
    name="shouting",
    title=gettext_lazy("Loud"),
    why=gettext_lazy("Capitals and rows of exclamation marks read like shouting."),
    severity="warn",
    find=find,
    examples_hit=(
        Example("PLEASE READ THE MANUAL", fixed="Please read the manual"),
        Example("I said this was NOT included.", found="NOT"),
        Example("Your parcel is here!!!", found="!!!", fixed="Your parcel is here!"),
    ),
    examples_miss=(
        Example("The PDF has the IBAN and the BIC."),
        Example("Your order ABC-4711 goes out by DHL today!"),
        Example("A USB to HDMI adapter, or an LED lamp?"),
        Example("OK! Great, I will do that."),
    ),
)
