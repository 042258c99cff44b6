"""What one message does: pure functions, without any I/O.

Each takes `(text, language="en")`, the language a BCP 47 tag. English is known best; German,
French, Spanish and Portuguese as far as their short lists carry (chat/etiquette/lexicon/); of any
other language nothing is found, because a wrong hit is worse than none. Spans count code points.
"""

from .lexicon import introduction, pattern, plain_words
from .lexicon.letters import is_shortcut
from .lexicon.shapes import EMOTICON, LOUD, SENTENCE, WORD, in_capitals
from .spans import Span, overlap
from .untouched import language_only

QUOTES = "\"')]»”"
ASKING = tuple("?؟？")
LONGEST_OPENING = 60  # a greeting stands at the beginning


def greets(text: str, language: str = "en") -> bool:
    return any(start < LONGEST_OPENING for start, _ in spans("greets", text, language))


def introduces(text: str, name: str, language: str = "en") -> bool:
    """Whether somebody says who they are; `name` as colleagues know them, "" for anybody."""
    words = introduction(name.partition(" ")[0], language)
    return bool(words and words.search(text))


def acknowledges_feeling(text: str, language: str = "en") -> bool:
    """Says back what the other feels, or what they said: “I understand how annoying that is”."""
    return does("acknowledges_feeling", text, language)


def apologises(text: str, language: str = "en") -> bool:
    return does("apologises", text, language)


def offers_options(text: str, language: str = "en") -> bool:
    """Two ways or more to choose from."""
    return does("offers_options", text, language)


def offers_alternative(text: str, language: str = "en") -> bool:
    """Says what can be done."""
    return does("offers_alternative", text, language)


def names_time(text: str, language: str = "en") -> bool:
    """“by 4 pm”, “within two days”, “tomorrow”."""
    words = pattern("names_time", language)
    return bool(words and words.search(text))


def ends_kindly(text: str, language: str = "en") -> bool:
    return does("ends_kindly", text, language)


def thanks(text: str, language: str = "en") -> bool:
    return does("thanks", text, language)


def promises_return(text: str, language: str = "en") -> list[Span]:
    """“I'll get back to you”."""
    return spans("promises_return", text, language)


def shortcuts(text: str, language: str = "en") -> list[Span]:
    """“u”, “thx”, “asap”: what `spelled_out` knows words for."""
    known, plain = plain_words(language), language_only(text)
    found = (match.span() for match in WORD.finditer(plain))
    return [span for span in found if is_shortcut(plain, span, known)]


def spelled_out(shortcut: str, language: str = "en") -> str:
    """The words a shortcut stands for; "" where it is better left out, as “lol” is."""
    return plain_words(language).get(shortcut.lower().replace("’", "'"), "")


def negative(text: str, language: str = "en") -> list[Span]:
    """“I can't do that”, “that's impossible”."""
    return spans("negative", text, language)


def blames(text: str, language: str = "en") -> list[Span]:
    """“you should have read it”."""
    return spans("blames", text, language)


def shouting(text: str, language: str = "en") -> list[Span]:
    """Words in capitals, and three exclamation marks or more; no acronyms, no order numbers."""
    plain = language_only(text)
    loud = [m.span() for m in LOUD.finditer(plain)]
    return sorted(loud + in_capitals(plain))


def questions(text: str, language: str = "en") -> list[Span]:
    found = sentences(text)
    return [(start, end) for start, end in found if text[start:end].rstrip(QUOTES)[-1:] in ASKING]


def closed_questions(text: str, language: str = "en") -> list[Span]:
    """Questions that yes or no answers; no polite requests and no offers."""
    starts, polite = pattern("closed_start", language), pattern("asks_politely", language)
    if not starts or not polite:
        return []
    found = []
    for start, end in questions(text, language):
        asked = text[start:end].lstrip("¿ ")
        if starts.match(asked) and not polite.match(asked) and " or " not in asked:
            found.append((start, end))
    return found


def vague_time(text: str, language: str = "en") -> list[Span]:
    """“soon”, “later”, “as soon as possible”."""
    clear = spans("not_vague", text, language)
    found = spans("vague_time", text, language)
    return [span for span in found if not any(overlap(span, other) for other in clear)]


def sells(text: str, language: str = "en") -> list[Span]:
    """“upgrade to our premium plan”."""
    return spans("sells", text, language)


def emoticons(text: str, language: str = "en") -> list[Span]:
    """Emoji, each with what belongs to it, and :-)."""
    return [match.span() for match in EMOTICON.finditer(language_only(text))]


def sentences(text: str, language: str = "en") -> list[Span]:
    """Trimmed, none empty. A line ends a sentence, too."""
    plain = language_only(text)
    found = []
    for match in SENTENCE.finditer(plain):
        start, end = match.span()
        written = text[start:end]
        start += len(written) - len(written.lstrip())
        end -= len(written) - len(written.rstrip())
        if end > start:
            found.append((start, end))
    return found


def abusive(text: str, language: str = "en") -> list[Span]:
    """Insults and threats; swearing counts."""
    return spans("abusive", text, language)


def asks_for_transfer(text: str, language: str = "en") -> bool:
    """“let me talk to your manager”."""
    return does("asks_for_transfer", text, language)


def does(name: str, text: str, language: str) -> bool:
    """Whether `text` has any of what the language's file lists as `name`."""
    words = pattern(name, language)
    return bool(words and words.search(language_only(text)))


def spans(name: str, text: str, language: str) -> list[Span]:
    words = pattern(name, language)
    return [m.span() for m in words.finditer(language_only(text))] if words else []
