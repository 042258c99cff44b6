from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Draft, Example, Fix, Hit, Rule
from ..lexicon import saying

EARLY = 2  # replies: until then one is finding out what is the matter


def find(draft: Draft) -> Iterator[Hit]:
    """Only while finding out what is the matter: somebody has told of a trouble, and the message
    asks nothing that can be told in more than yes or no."""
    chat = draft.chat
    if chat.replies > EARLY or chat.closing:
        return
    if not speech.does("troubles", chat.last_words, draft.language):
        return
    closed = speech.closed_questions(draft.text, draft.language)
    if len(closed) < len(speech.questions(draft.text, draft.language)):
        return
    for start, end in closed[:1]:
        asked = draft.text[start:end]
        if speech.does("diagnoses", asked, draft.language):
            is_tried = asked.lower().startswith(("did", "have"))
            say = saying("tried" if is_tried else "happens", draft.language)
            yield Hit(start, end, Fix(say, say))


_TROUBLE = {"last_words": "My printer is not working", "replies": 1}

RULE = Rule(
    name="closed_question",
    title=gettext_lazy("Yes or no?"),
    why=gettext_lazy("An open question brings you to the cause sooner than guessing."),
    severity="hint",
    find=find,
    examples_hit=(
        Example(
            "Have you tried to restart it?", fixed="What have you tried so far?", chat=_TROUBLE
        ),
        Example("Is it plugged in?", fixed="What happens exactly?", chat=_TROUBLE),
    ),
    examples_miss=(
        Example("Is it plugged in?", chat=_TROUBLE | {"replies": 6}),
        Example("Is it plugged in?"),
        Example("Is it plugged in? And what do you see on its display?", chat=_TROUBLE),
        Example("Could you tell me more about it?", chat=_TROUBLE),
        Example("Is that your order number?", chat=_TROUBLE),
        Example("Would you like me to send a new one?", chat=_TROUBLE),
    ),
)
