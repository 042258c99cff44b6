from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Draft, Example, Hit, Rule, at


def find(draft: Draft) -> Iterator[Hit]:
    yield from at(speech.blames(draft.text, draft.language))


RULE = Rule(
    name="blame",
    title=gettext_lazy("Blame"),
    why=gettext_lazy("Who is to blame helps nobody: say what can be done now."),
    severity="warn",
    find=find,
    examples_hit=(
        Example("You should have read the instructions.", found="You should have read"),
        Example("As I already told you, it is blue.", found="As I already told you"),
        Example("That is your own fault.", found="That is your own fault"),
        Example("Please calm down.", found="Please calm down"),
        Example("You forgot to fill in the form.", found="You forgot to"),
    ),
    examples_miss=(
        Example("You should have received a mail from us."),
        Example("You should have the parcel by Friday."),
        Example("If you did not get the mail, tell me."),
        Example("You did nothing wrong, it was our mistake."),
        Example("It is not your fault at all."),
    ),
)
