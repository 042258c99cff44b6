"""What the bot does in a chat: each time entries of its log, in the transaction that decides it.

Every function takes a locked conversation that waits, and the bot's own row of it.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from chat.actions.assignment import end
from chat.actions.log import append
from chat.articles.ranking import passage, stems_of
from chat.left_questions import somebody_answers
from chat.log import NewEntry, system_entry
from chat.models import Article, Author, Conversation, Kind
from chat.phrases import spoken_to

from . import words
from .knowing import Found
from .models import Bot, BotAnswer, BotChat

NAMESPACE = UUID("4d0f2d53-0f0e-4d3b-9a3b-27c1f5d1b0aa")
SAID = "bot"  # in `data.auto` of its messages
KNOWS = {BotChat.Why.ASKED, BotChat.Why.NOT_HELPED, BotChat.Why.UPSET}


@dataclass(frozen=True)
class Turn:
    """One chat, at one moment."""

    conversation: Conversation
    chat: BotChat
    bot: Bot

    @property
    def language(self) -> str:
        return spoken_to(self.conversation.tenant, self.conversation.visitor.spoken)

    def id(self, name: str) -> UUID:
        """The same for every worker that comes to this turn."""
        row = self.conversation
        return uuid5(NAMESPACE, f"{row.tenant_id}.{row.pk}.{self.chat.heard}.{name}")

    def message(self, name: str, body: str, **data: Any) -> NewEntry:
        return NewEntry(
            self.conversation.pk,
            self.id(name),
            Kind.MESSAGE,
            Author.AUTOMATIC,
            body=body,
            author_name=words.name_of(self.bot, self.language),
            data={"auto": SAID, **data},
        )

    def for_colleagues(self, what: str) -> NewEntry:
        """A line that the customer does not see."""
        data = {"what": SAID, "value": what}
        return system_entry(self.conversation.pk, self.id(what), Kind.CHANGED, data=data)


def greet(turn: Turn) -> None:
    offered = words.taps(turn.language, after_answer=False)
    body = words.greeting(turn.conversation.tenant, turn.language)
    append(turn.conversation, [turn.message("greet", body, **_offer(offered))])
    turn.chat.has_greeted = True


def answer(turn: Turn, found: Found, question: str) -> None:
    """From an article."""
    article = Article.objects.get(pk=found.article_id)
    told = passage(stems_of(question), article)
    tenant = turn.conversation.tenant
    body = words.answer(tenant, article, told, turn.language, is_first=not _has_spoken(turn))
    source = {
        "article": article.pk,
        "title": article.title,
        "url": article.source_url or None,
        "reviewed": article.reviewed_on.isoformat(),
    }
    _say(turn, body, [source])
    _remember(turn, article=article, certainty=found.certainty)


def answer_from_service(turn: Turn, text: str, sources: list[dict[str, Any]]) -> None:
    body = words.from_service(
        turn.conversation.tenant, text, turn.language, is_first=not _has_spoken(turn)
    )
    _say(turn, body, sources)
    _remember(turn)


def hand_over(turn: Turn, why: str) -> None:
    """The bot is silent in this chat from now on. Nobody hears of it where it has said nothing: the
    chat is in the queue as any other. Where it failed, colleagues are told."""
    entries = []
    if _has_spoken(turn):
        tenant = turn.conversation.tenant
        is_open = somebody_answers(turn.conversation, tenant)
        said = words.handing_over(turn.language, is_open=is_open, knows=why in KNOWS)
        entries.append(turn.message("hand", said))
    if entries or why != BotChat.Why.UNSURE:
        entries.append(turn.for_colleagues(why))
    if entries:
        append(turn.conversation, entries)
    turn.chat.state = BotChat.State.HANDED
    turn.chat.why, turn.chat.handed_at = why, timezone.now()


def close_kindly(turn: Turn) -> None:
    """The customer says that it is solved."""
    end(turn.conversation)
    closed = {"by": "automatic"}
    closing = system_entry(turn.conversation.pk, turn.id("closed"), Kind.CLOSED, data=closed)
    goodbye = turn.message("goodbye", words.goodbye(turn.language))
    append(turn.conversation, [turn.for_colleagues("solved"), goodbye, closing])
    turn.chat.state = BotChat.State.SOLVED


def _say(turn: Turn, body: str, sources: list[dict[str, Any]]) -> None:
    offered = words.taps(turn.language, after_answer=True)
    said = turn.message(
        "answer", body, **_offer(offered), **({"sources": sources} if sources else {})
    )
    append(turn.conversation, [said])


def _offer(taps: dict[str, str]) -> dict[str, Any]:
    return {"options": list(taps.values()), "taps": taps}


def _remember(turn: Turn, **facts: Any) -> None:
    row = turn.conversation
    BotAnswer.objects.create(tenant_id=row.tenant_id, conversation=row, **facts)
    turn.chat.answers += 1


def _has_spoken(turn: Turn) -> bool:
    return turn.chat.has_greeted or turn.chat.answers > 0
