"""The scorecard a company begins with, in its language: the manners of good chats, the true and the
kind before the quick."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

NAME = _("Good manners")


@dataclass(frozen=True)
class Line:
    """A criterion of a version to be. `hint`: the counted point beside it; `root`: the first
    criterion it goes back to, 0 for a new one."""

    text: str
    help: str = ""
    weight: int = 1
    is_critical: bool = False
    hint: str = ""
    root: int = 0


USUAL = (
    Line(
        _("Greets and says who they are"),
        _("A person with a name, from the first answer on."),
        1,
        hint="name",
    ),
    Line(
        _("Understands before answering"),
        _("Asks what is unclear, says back what was understood, assumes nothing."),
        2,
    ),
    Line(
        _("Answers the question"),
        _("First the answer, then the detail. Every question, not only the last."),
        3,
        hint="answered",
    ),
    Line(
        _("Says what is true"),
        _("Nothing made up. Who does not know says so, finds out, and comes back."),
        3,
        is_critical=True,
    ),
    Line(
        _("Acknowledges the feeling"),
        _("Where the customer is upset: hears it, says so, apologises where it fits."),
        2,
        hint="empathy",
    ),
    Line(
        _("Never blames, never argues"),
        _("Stays polite and calm, whatever was said."),
        2,
        is_critical=True,
        hint="positive",
    ),
    Line(
        _("Offers a way forward"),
        _("What can be done, and a choice where there is one."),
        2,
        hint="positive",
    ),
    Line(
        _("Writes clearly"),
        _("Short, plain words, no shortcuts, no jargon, spelled with care."),
        1,
        hint="clarity",
    ),
    Line(
        _("Does not leave the customer waiting"),
        _("Says how long it takes, and comes back before that."),
        2,
        hint="longest_gap",
    ),
    Line(
        _("Keeps what was promised"),
        _("In time, in the same chat."),
        2,
        hint="promise",
    ),
    Line(
        _("Ends kindly"),
        _("Asks whether all is solved, thanks, says goodbye."),
        1,
        hint="ending",
    ),
)


def usual_lines(language: str) -> list[Line]:
    with translation.override(language):
        return [
            Line(gettext(each.text), gettext(each.help), each.weight, each.is_critical, each.hint)
            for each in USUAL
        ]


def usual_name(language: str) -> str:
    with translation.override(language):
        return gettext(NAME)
