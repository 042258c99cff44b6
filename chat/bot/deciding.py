"""What the bot does about what a customer said: pure but for looking up articles. Call inside a
tenant scope."""

from dataclasses import dataclass
from enum import StrEnum

from chat.etiquette import speech
from tenants.models import Tenant

from .asking_for_people import asks_for_a_person
from .certainty import LEAST
from .knowing import Found, look_up
from .models import Bot, BotChat

MOST_ANSWERS = 3  # in one chat; who still asks then has more than a simple question
GREETING_WORDS = 6

Why = BotChat.Why


class Act(StrEnum):
    GREET = "greet"
    ANSWER = "answer"
    ASK = "ask"  # the company's own service
    HAND = "hand"  # over to a person
    NOTHING = "nothing"  # there was no question in it


@dataclass(frozen=True)
class Decision:
    act: Act
    why: str = ""  # of handing over: BotChat.Why
    found: Found | None = None


def decide(
    tenant: Tenant, bot: Bot, chat: BotChat, said: str, language: str, *, seems_upset: bool = False
) -> Decision:
    """`said`: what the customer wrote since the bot last listened; `language` as "de-AT";
    `seems_upset`: by the shape of the whole chat (chat.mood)."""
    if asks_for_a_person(said):
        return Decision(Act.HAND, Why.ASKED)
    if seems_upset or is_upset(said, language):
        return Decision(Act.HAND, Why.UPSET)
    if chat.answers and _only_thanks(said, language):
        return Decision(Act.NOTHING)
    if chat.answers >= MOST_ANSWERS:
        return Decision(Act.HAND, Why.ENOUGH)
    if not chat.has_greeted and not chat.answers and _only_greets(said, language):
        return Decision(Act.GREET)
    if bot.asks_service:
        return Decision(Act.ASK)
    return answer_from_articles(tenant, bot, said, language)


def answer_from_articles(tenant: Tenant, bot: Bot, said: str, language: str) -> Decision:
    found = look_up(tenant, said, language)
    if found and found[0].certainty >= LEAST[bot.boldness]:
        return Decision(Act.ANSWER, found=found[0])
    return Decision(Act.HAND, Why.UNSURE)


def is_upset(said: str, language: str) -> bool:
    """Insults are heard in English, too, whatever the browser is set to."""
    heard = any(speech.abusive(said, each) for each in (language or "en", "en"))
    return heard or bool(speech.shouting(said, language or "en"))


def _only_thanks(said: str, language: str) -> bool:
    return speech.thanks(said, language or "en") and _is_short(said)


def _only_greets(said: str, language: str) -> bool:
    greets = speech.greets(said, language or "en") or speech.greets(said, "en")
    return greets and _is_short(said)


def _is_short(said: str) -> bool:
    return len(said.split()) <= GREETING_WORDS and "?" not in said
