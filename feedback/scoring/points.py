"""The points, in the order people read them. Each says where it applies, whether it was met, and
which message it comes from."""

from collections.abc import Callable, Sequence

from chat.etiquette import speech
from chat.etiquette.lexicon import LANGUAGES, primary

from .chat import Chat
from .counted import AutoScore, Point
from .facts import Facts, Promised, Said

FIRST_ANSWER_S = 60
LONGEST_GAP_S = 120
LONG_MESSAGE = 600  # characters, in one bubble
LONG_SENTENCE = 40  # words
SOON_AFTER = 2  # messages within which a feeling is answered


def score(turns: Sequence[Said], facts: Facts) -> AutoScore:
    """Everything that can be counted in these messages, in the order of `COUNTED`."""
    chat = Chat(turns, facts)
    knows = primary(facts.language) in LANGUAGES
    return AutoScore(
        [
            Point(name, *(count(chat) if knows or name not in BY_WORDS else NOT_APPLICABLE))
            for name, count in COUNTED.items()
        ]
    )


Found = tuple[bool | None, int | None, int | None]  # met, value, seq
NOT_APPLICABLE: Found = (None, None, None)

# In a language we know no words of, nothing is said about these: that would be a guess.
BY_WORDS = {"greeting", "name", "empathy", "shortcuts", "positive", "ending"}


def _greeting(chat: Chat) -> Found:
    return _said_in(chat.first_turn, lambda one: speech.greets(one.text, chat.facts.language))


def _name(chat: Chat) -> Found:
    def is_told(one: Said) -> bool:
        return speech.introduces(one.text, one.name, chat.facts.language)

    return _said_in(chat.first_turn, is_told)


def _first_answer(chat: Chat) -> Found:
    wait = next(chat.waits(), None)
    if wait is None or chat.facts.was_closed:
        return NOT_APPLICABLE
    return wait.seconds <= FIRST_ANSWER_S, wait.seconds, wait.seq


def _longest_gap(chat: Chat) -> Found:
    """After the first answer, and where no later time had been agreed."""
    waits = list(chat.waits())[1:]
    counted = [wait for wait in waits if not chat.has_open_promise(wait.since)]
    if not counted:
        return NOT_APPLICABLE
    longest = max(counted, key=lambda wait: wait.seconds)
    return longest.seconds <= LONGEST_GAP_S, longest.seconds, longest.seq


def _answered(chat: Chat) -> Found:
    """Somebody said something after every question; whether it was the answer a person judges,
    unless the customer has said so."""
    asked = [one for one in chat.visitors if speech.questions(one.text, chat.facts.language)]
    if not asked:
        return NOT_APPLICABLE
    left = [one for one in asked if not chat.after(one.seq)]
    if chat.facts.is_confirmed or not left:
        return True, 0, asked[-1].seq
    return False, len(left), left[0].seq


def _empathy(chat: Chat) -> Found:
    language, upset = chat.facts.language, _upset_seq(chat)
    if upset is None:
        return NOT_APPLICABLE
    for one in chat.after(upset)[:SOON_AFTER]:
        if speech.acknowledges_feeling(one.text, language) or speech.apologises(one.text, language):
            return True, None, one.seq
    return False, None, upset


def _upset_seq(chat: Chat) -> int | None:
    if chat.facts.upset_seq is not None:
        return chat.facts.upset_seq
    language = chat.facts.language
    loud = (
        one.seq
        for one in chat.visitors
        if speech.shouting(one.text, language) or speech.abusive(one.text, language)
    )
    return next(loud, None)


def _clarity(chat: Chat) -> Found:
    return _never(chat, lambda one: _is_unclear(one.text, chat.facts.language))


def _is_unclear(text: str, language: str) -> bool:
    if len(text) > LONG_MESSAGE or speech.vague_time(text, language):
        return True
    sentences = (text[start:end] for start, end in speech.sentences(text, language))
    return any(len(sentence.split()) > LONG_SENTENCE for sentence in sentences)


def _shortcuts(chat: Chat) -> Found:
    return _never(chat, lambda one: bool(speech.shortcuts(one.text, chat.facts.language)))


def _positive(chat: Chat) -> Found:
    language = chat.facts.language

    def is_harsh(one: Said) -> bool:
        if speech.blames(one.text, language):
            return True
        is_refusal = bool(speech.negative(one.text, language))
        return is_refusal and not speech.offers_alternative(one.text, language)

    return _never(chat, is_harsh)


def _promise(chat: Chat) -> Found:
    """Kept in time. One that is not due yet says nothing; nor does "I'll get back to you" where
    more was said afterwards."""
    facts = chat.facts
    if facts.promises:
        broken = sum(_is_broken(each, facts) for each in facts.promises)
        is_kept = any(each.kept_at for each in facts.promises)
        return (not broken if broken or is_kept else None), broken, None
    last = chat.operators[-1:]
    if last and speech.promises_return(last[0].text, facts.language):
        return False, 1, last[0].seq
    return NOT_APPLICABLE


def _is_broken(each: Promised, facts: Facts) -> bool:
    if each.was_dropped:
        return True
    return (each.kept_at or facts.looked_at) > each.due_at


def _ending(chat: Chat) -> Found:
    language = chat.facts.language

    def is_kind(one: Said) -> bool:
        return speech.ends_kindly(one.text, language) or speech.thanks(one.text, language)

    return _said_in(chat.last_turn, is_kind)


def _said_in(turn: Sequence[Said], is_so: Callable[[Said], bool]) -> Found:
    """Met by the message that does it; else it is the last one that did not."""
    if not turn:
        return NOT_APPLICABLE
    found = next((one.seq for one in turn if is_so(one)), None)
    return found is not None, None, found or turn[-1].seq


def _never(chat: Chat, is_so: Callable[[Said], bool]) -> Found:
    """Met where no message of an operator does it; else the first that does, and how many."""
    if not chat.operators:
        return NOT_APPLICABLE
    found = [one.seq for one in chat.operators if is_so(one)]
    return not found, len(found), found[0] if found else None


COUNTED: dict[str, Callable[[Chat], Found]] = {
    "greeting": _greeting,
    "name": _name,
    "first_answer": _first_answer,
    "longest_gap": _longest_gap,
    "answered": _answered,
    "empathy": _empathy,
    "clarity": _clarity,
    "shortcuts": _shortcuts,
    "positive": _positive,
    "promise": _promise,
    "ending": _ending,
}
