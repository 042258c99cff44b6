from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import grammar
from ..draft import Draft, Example, Fix, Hit, Rule


def find(draft: Draft) -> Iterator[Hit]:
    if draft.language == "en":
        for found in grammar.wrong(draft):
            better = found.choices[0] if found.choices else None
            fix = Fix(better, better or _("Leave it out")) if better is not None else None
            yield Hit(found.start, found.end, fix)


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
