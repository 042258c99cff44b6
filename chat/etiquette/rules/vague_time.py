from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Draft, Example, Hit, Rule
from ..texts import sentence_around


def find(draft: Draft) -> Iterator[Hit]:
    for start, end in speech.vague_time(draft.text, draft.language):
        first, last = sentence_around(draft.text, start)
        sentence = draft.text[first:last]
        is_wish = sentence.endswith("?") or speech.does("supposes", sentence, draft.language)
        if not is_wish and not speech.names_time(sentence, draft.language):
            yield Hit(start, end, action="time")


RULE = Rule(
    name="vague_time",
    title=gettext_lazy("When exactly?"),
    why=gettext_lazy("“Soon” means something else to everybody: say a time."),
    severity="hint",
    find=find,
    examples_hit=(
        Example("Your parcel arrives soon.", found="soon"),
        Example("We will look at it as soon as possible.", found="as soon as possible"),
        Example("Ich prüfe das zeitnah.", found="zeitnah", language="de"),
    ),
    examples_miss=(
        Example("It arrives soon, on Tuesday at the latest."),
        Example("See you soon!"),
        Example("I will write as soon as I have an answer."),
        Example("Would you like to do that now or later?"),
        Example("It was fixed two days later."),
    ),
)
