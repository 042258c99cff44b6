import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from .. import grammar
from ..draft import Draft, Example, Fix, Hit, Rule
from ..lexicon.apostrophes import WITHOUT
from ..lexicon.shapes import WORD
from ..texts import as_begun
from ..untouched import language_only

# "Ill" is a word as well; where a sentence goes on like this it is "I'll".
_ILL = re.compile(
    r"(?:^|[.!?,]\s|\n)(Ill)(?= (?:be|have|need|try|check|get|send|look|let|ask|see|do|go|call|"
    r"write|find|make|take|put|just|also|now|note|mark|come|keep|give|show)\b)"
)


def find(draft: Draft) -> Iterator[Hit]:
    """Only English, and only where the text is English: no other dictionary is at hand."""
    if draft.language != "en":
        return
    for match in WORD.finditer(language_only(draft.text)):
        whole = WITHOUT.get(match[0].lower())
        if whole and match[0].lower() not in draft.company.words and not match[0].isupper():
            words = as_begun(draft.text, match.start(), whole)
            yield Hit(match.start(), match.end(), Fix(words, words))
    for match in _ILL.finditer(draft.text):
        yield Hit(*match.span(1), Fix("I'll", "I'll"))
    for found in grammar.misspelled(draft):
        word = as_begun(draft.text, found.start, found.choices[0])
        yield Hit(found.start, found.end, Fix(word, word))


RULE = Rule(
    name="spelling",
    title=gettext_lazy("Spelling"),
    why=gettext_lazy("Spelling is the first thing people see of you."),
    severity="warn",
    find=find,
    examples_hit=(
        Example("I recieve your mail tomorow.", fixed="I receive your mail tomorrow."),
        Example("It cant wait, I dont think so.", fixed="It can't wait, I don't think so."),
        Example("This is definately teh last one.", fixed="This is definitely the last one."),
        Example("Ill check it now.", fixed="I'll check it now."),
        Example("Im on it, thats easy.", fixed="I'm on it, that's easy."),
    ),
    examples_miss=(
        Example("See https://exampel.com/teh or write to adress@exampel.com."),
        Example("Your order A4711-xkq and the code `definately` are in the mail."),
        Example("I have asked Wojciech and Svetlanna about Kraftwerkplatz."),
        Example("Our Zorbly is here.", company={"words": frozenset({"zorbly"})}),
        Example(
            "You said borked, what is borkedness?", chat={"known_words": {"borked", "borkedness"}}
        ),
        Example("The colour is grey and it is organised; the color is gray and organized."),
        Example("Ich habe das Paket gestern verschickt, es kommt morgen an.", language="de"),
        Example("لقد أرسلنا الطرد", language=""),
        Example("Set max_retries to 5 in config.yaml and call doTheThing()."),
    ),
)
