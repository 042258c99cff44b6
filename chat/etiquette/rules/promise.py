from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Draft, Example, Hit, Rule
from ..texts import sentence_around


def find(draft: Draft) -> Iterator[Hit]:
    if draft.chat.has_promise or speech.does("right_away", draft.text, draft.language):
        return
    for start, end in speech.promises_return(draft.text, draft.language):
        first, _ = sentence_around(draft.text, start)
        if not speech.does("supposes", draft.text[first:start], draft.language):
            yield Hit(start, end, action="promise")


RULE = Rule(
    name="promise",
    title=gettext_lazy("Promise"),
    why=gettext_lazy("Write down what, when and who, and nobody has to remember it."),
    severity="hint",
    find=find,
    examples_hit=(
        Example("I'll get back to you about the invoice.", found="I'll get back to you"),
        Example("We will let you know what they say.", found="We will let you know"),
        Example("Ich melde mich bei Ihnen.", found="Ich melde mich", language="de"),
    ),
    examples_miss=(
        Example("I'll get back to you tomorrow.", chat={"has_promise": True}),
        Example("One moment please, I will let you know right away."),
        Example("Let me know if it works."),
        Example("If they answer, I'll let you know."),
    ),
)
