"""What an operator's message does, as a customer takes it: what it asks, offers, sets right. Pure;
the words themselves are known to chat.etiquette.speech. Customers speak English."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from chat.etiquette import speech

from .scenario import Fact, Need, Scenario

ASKS = re.compile(
    r"^\W*(what|what'?s|which|where|when|who|how)\b|"
    r"\b(please (tell|give|send|share|describe|let)|tell me|let me know|may i (have|ask)|"
    r"(could|can|would) you|i('d| would| will|'ll)? need)\b",
    re.IGNORECASE,
)
OPENLY = re.compile(
    r"\b(tell me more|more (about|detail|details)|describe|walk me through|explain (to me )?what|"
    r"what (exactly |has |have )?(happen\w*|went|goes|do you see|is (it|this|that) about|is wrong)|"
    r"how (can|may) (i|we) help)\b",
    re.IGNORECASE,
)
BOUNDARY = re.compile(
    r"\b(respect\w*|polite\w*|civil|(this|that|such|your) (kind of )?(language|tone|words)|"
    r"insult\w*|abus\w*|"
    r"(have to|need to|will|must) (end|close|stop) (this|the|our) (chat|conversation))\b",
    re.IGNORECASE,
)
HANDS_OVER = re.compile(
    r"\b(colleague|transfer\w*|hand(ing)? you over|pass(ing)? you|connect(ing)? you|team|"
    r"specialist|supervisor|manager|department)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heard:
    """Names of facts and needs; `signs`: {what speech finds: where it begins}, code points."""

    asked: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    signs: dict[str, int] = field(default_factory=dict)
    asks: bool = False
    asks_openly: bool = False


def hear(said: str, scenario: Scenario, known: Iterable[str] = ()) -> Heard:
    """`known`: the facts that were told so far; what is asked for now counts for `Need.after` only
    from the next message on."""
    found = _signs(said)
    parts = [said[start:end] for start, end in speech.sentences(said)]
    asking = [part for part in parts if "?" in part or ASKS.search(part)]
    asked = tuple(fact.name for fact in scenario.facts if _is_asked(fact, asking))
    told = set(known)
    met = tuple(
        need.name
        for need in scenario.needs
        if told >= set(need.after) and _is_met(need, parts, found)
    )
    return Heard(asked, met, found, bool(asking), any(map(OPENLY.search, parts)))


def _is_asked(fact: Fact, asking: list[str]) -> bool:
    return any(has_word(part, fact.ask) for part in asking)


def _is_met(need: Need, parts: list[str], signs: dict[str, int]) -> bool:
    if need.by == "promise":
        return "promises" in signs and "time" in signs
    if need.by == "boundary":
        return "boundary" in signs and not signs.keys() & {"blame", "shouting", "abuse"}
    if need.by == "words":
        return any(has_word(part, need.words) and not _refuses(part) for part in parts)
    return False  # a hand-over is done, not said: see Customer.event


def _refuses(part: str) -> bool:
    return bool(speech.negative(part)) and not speech.offers_alternative(part)


def has_word(text: str, words: Iterable[str]) -> bool:
    """Any of the words or phrases, in whatever form they end: "order" is in "your orders"."""
    plain = " ".join(text.casefold().replace("’", "'").split())
    return any(re.search(rf"(?<!\w){re.escape(word.casefold())}", plain) for word in words)


def _signs(said: str) -> dict[str, int]:
    spans = {
        "shortcuts": speech.shortcuts(said),
        "negative": [] if _turns_to_the_better(said) else speech.negative(said),
        "blame": speech.blames(said),
        "shouting": speech.shouting(said),
        "closed": speech.closed_questions(said),
        "vague": [] if speech.names_time(said) else speech.vague_time(said),
        "sells": speech.sells(said),
        "abuse": speech.abusive(said),
        "promises": speech.promises_return(said),
        "boundary": [match.span() for match in BOUNDARY.finditer(said)],
        "hands_over": [match.span() for match in HANDS_OVER.finditer(said)],
    }
    does = {
        "greeting": speech.greets(said),
        "empathy": speech.acknowledges_feeling(said),
        "apology": speech.apologises(said),
        "options": speech.offers_options(said) or speech.offers_alternative(said),
        "time": speech.names_time(said),
        "thanks": speech.thanks(said),
        "farewell": speech.ends_kindly(said),
    }
    places = {name: found[0][0] for name, found in spans.items() if found}
    return places | {name: 0 for name, is_so in does.items() if is_so}


def _turns_to_the_better(said: str) -> bool:
    """A refusal with a way on is none: “we do not refund it, but I can send you a new one”."""
    return speech.offers_alternative(said) or bool(speech.promises_return(said))
