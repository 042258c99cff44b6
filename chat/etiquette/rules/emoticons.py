from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Draft, Example, Fix, Hit, Rule
from ..texts import without

MOST = 2


def find(draft: Draft) -> Iterator[Hit]:
    """More than two are too many; to somebody who is upset, each is."""
    most = 0 if draft.chat.upset else MOST
    for start, end in speech.emoticons(draft.text, draft.language)[most:]:
        yield Hit(*without(draft.text, start, end), Fix("", _("Leave it out")))


RULE = Rule(
    name="emoticons",
    title=gettext_lazy("Emoticons"),
    why=gettext_lazy("One or two are warm; more take away from what you say."),
    severity="hint",
    find=find,
    examples_hit=(
        Example("Hi :) all good :D bye ;-)", fixed="Hi :) all good :D bye"),
        Example("Done \U0001f600\U0001f600\U0001f600", fixed="Done \U0001f600\U0001f600"),
        Example("We lost it :)", fixed="We lost it", chat={"upset": True}),
    ),
    examples_miss=(
        Example("Glad to help :)"),
        Example("We open at 8:30, 9:00 and 10:15 (see http://example.com)."),
        Example("A) red, B) green, C) blue"),
    ),
)
