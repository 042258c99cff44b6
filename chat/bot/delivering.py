"""A question goes to the company's service, and its answer into the chat: exactly once, whichever
worker does it. Call inside a tenant scope, outside a transaction: nothing is held meanwhile.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from chat.models import Author, Conversation, Entry, Kind
from helpdesk.hints import tell_worker
from tenants.models import Tenant

from . import saying
from .asking import TASK
from .breaker import failed, is_resting, worked
from .hearing import AT_ONCE, STALE, lock_within_reach, what_was_said
from .knowing import look_up
from .models import Bot, BotChat
from .saying import Turn
from .secrets import secret_of
from .service import Reply, ServiceFailed, ask

MOST_BEFORE = 10  # messages that are told of what was said before
State, Why = BotChat.State, BotChat.Why


@dataclass(frozen=True)
class Claim:
    """`up_to`: so many of the customer's messages are asked about."""

    conversation_id: int
    up_to: int
    claimed_at: Any
    request_id: UUID
    about: dict[str, Any]


def ask_service(tenant: Tenant, conversation_id: int) -> None:
    bot = Bot.objects.filter(is_on=True, asks_service=True).first()
    claim = _claim(tenant, conversation_id) if bot else None
    if bot is None or claim is None:
        return
    try:
        reply = _ask(bot, claim)
        worked(bot)
    except ServiceFailed as error:
        failed(tenant, bot, error.why)
        reply = None
    deliver(tenant, bot, claim, reply)


def _ask(bot: Bot, claim: Claim) -> Reply:
    if is_resting(bot):
        raise ServiceFailed(bot.failed_why)
    return ask(
        url=bot.service_url,
        secret=secret_of(bot),
        about=claim.about,
        request_id=claim.request_id,
        timeout_s=bot.timeout_ms / 1000,
    )


@transaction.atomic
def _claim(tenant: Tenant, conversation_id: int) -> Claim | None:
    """None where another worker asks already, or nobody has to any more."""
    conversation = lock_within_reach(conversation_id)
    chat = BotChat.objects.filter(
        conversation=conversation_id, state=State.ASKING, claimed_at=None
    ).first()
    if conversation is None or chat is None:
        return None
    chat.claimed_at = timezone.now()
    chat.save(update_fields=["claimed_at"])
    about = _about(tenant, conversation, chat)
    return Claim(conversation_id, conversation.visitor_messages, chat.claimed_at, uuid4(), about)


def _about(tenant: Tenant, conversation: Conversation, chat: BotChat) -> dict[str, Any]:
    """No names, addresses or numbers of people: only what was said, and on which page."""
    question = what_was_said(conversation, chat.heard, timezone.now() - STALE)
    language = conversation.visitor.spoken
    return {
        "company": tenant.slug,
        "conversation": conversation.pk,
        "language": language or tenant.language,
        "page": _without_query(conversation.page_url),
        "question": question,
        "before": _said_before(conversation, conversation.visitor_messages - chat.heard),
        "articles": [
            {"id": found.article_id, "certainty": round(found.certainty, 3)}
            for found in look_up(tenant, question, language)
        ],
    }


def _said_before(conversation: Conversation, asked_now: int) -> list[dict[str, str]]:
    rows = Entry.objects.filter(conversation=conversation, kind=Kind.MESSAGE)
    rows = rows.order_by("-seq").values_list("author", "body")[: MOST_BEFORE + asked_now]
    said, left = [], asked_now
    for author, body in rows:
        if author == Author.VISITOR and left > 0:
            left -= 1
        else:
            said.append({"from": "customer" if author == Author.VISITOR else "us", "text": body})
    return said[MOST_BEFORE - 1 :: -1] if len(said) > MOST_BEFORE else said[::-1]


def _without_query(url: str) -> str:
    """What comes after the path may be anybody's secret."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))


@transaction.atomic
def deliver(tenant: Tenant, bot: Bot, claim: Claim, reply: Reply | None) -> None:
    """`reply` is None where the service failed. Nothing is said where a person has come meanwhile;
    where the customer has gone on writing, all of it is asked anew."""
    conversation = lock_within_reach(claim.conversation_id)
    chat = BotChat.objects.filter(
        conversation=claim.conversation_id, state=State.ASKING, claimed_at=claim.claimed_at
    ).first()
    if conversation is None or chat is None:
        return
    chat.state, chat.due_at, chat.claimed_at = State.LISTENING, None, None
    if conversation.visitor_messages == claim.up_to or reply is None:
        chat.heard = conversation.visitor_messages
        conversation.tenant = tenant
        turn = Turn(conversation, chat, bot)
        if reply is None:
            saying.hand_over(turn, Why.FAILED)
        elif reply.text is None:
            saying.hand_over(turn, Why.UNSURE)
        else:
            saying.answer_from_service(turn, reply.text, reply.sources)
    chat.save()


def look_after_questions(tenant: Tenant, bot: Bot) -> None:
    """Workers are told again of what nobody asks, and what takes too long is given up."""
    asking = BotChat.objects.filter(state=State.ASKING, due_at__isnull=False)
    now = timezone.now()
    for chat in asking.order_by("due_at")[:AT_ONCE]:
        if chat.due_at <= now:
            _give_up(tenant, bot, chat.conversation_id)
        elif chat.claimed_at is None:
            tell_worker(TASK, tenant.pk, chat.conversation_id)


@transaction.atomic
def _give_up(tenant: Tenant, bot: Bot, conversation_id: int) -> None:
    conversation = lock_within_reach(conversation_id)
    chat = BotChat.objects.filter(conversation=conversation_id, state=State.ASKING).first()
    if chat is None:
        return
    chat.due_at, chat.claimed_at = None, None
    chat.state = State.HANDED
    if conversation is not None:
        chat.heard = conversation.visitor_messages
        conversation.tenant = tenant
        saying.hand_over(Turn(conversation, chat, bot), Why.FAILED)
    chat.save()
