import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Draft, Example, Fix, Hit, Rule
from ..lexicon import saying
from ..texts import capitalised

# From the greeting to where what comes next begins, that one's first letter included.
_OPENING = re.compile(r"([^,.!?\n]{2,40})([,.!]*)\s*(\S?)")


def find(draft: Draft) -> Iterator[Hit]:
    chat, text = draft.chat, draft.text
    hello = saying("greeting", draft.language)
    if not chat.first_message or not hello or not text.strip():
        return
    name = chat.name.partition(" ")[0]
    me = saying("i_am", draft.language).format(name=name)
    has_name = not name or speech.introduces(text, chat.name, draft.language)
    if not speech.greets(text, draft.language):
        opening = f"{hello}, " if has_name else f"{hello}, {me} "
        yield Hit(0, 0, Fix(opening, opening.strip()), why=_without_greeting(has_name))
    elif not has_name:
        yield _without_name(text, me)


def _without_name(text: str, me: str) -> Hit:
    why = _("People want to know whom they talk to: say your name in your first message.")
    found = _OPENING.match(text)
    if not found or not speech.greets(found[1]):
        return Hit(0, 0, None, why=why)
    opening = f"{found[1].rstrip()}, {me}"
    return Hit(0, found.end(), Fix(f"{opening} {capitalised(found[3])}".rstrip(), opening), why=why)


def _without_greeting(has_name: bool) -> str:
    if has_name:
        return _("A first message begins with a greeting.")
    return _("A first message begins with a greeting and your name.")


_FIRST = {"first_message": True, "name": "Omar Haddad"}

RULE = Rule(
    name="greeting",
    title=gettext_lazy("Greeting and name"),
    why=gettext_lazy("A first message begins with a greeting and your name."),
    severity="hint",
    find=find,
    examples_hit=(
        Example(
            "Your order is on its way.",
            fixed="Hello, I'm Omar. Your order is on its way.",
            chat=_FIRST,
        ),
        Example(
            "Hello Ben, how can I help?",
            fixed="Hello Ben, I'm Omar. How can I help?",
            chat=_FIRST,
        ),
        Example(
            "Your order is on its way.",
            fixed="Hello, Your order is on its way.",
            chat={"first_message": True},
        ),
        Example("Wie kann ich helfen?", language="de", chat=_FIRST),
    ),
    examples_miss=(
        Example("Hello, I'm Omar. How can I help?", chat=_FIRST),
        Example("Good morning! My name is Omar, what can I do for you?", chat=_FIRST),
        Example("Your order is on its way.", chat={"name": "Omar"}),
        Example("Guten Tag, hier ist Omar.", language="de", chat=_FIRST),
        Example("مرحبا", language="", chat=_FIRST),
    ),
)
