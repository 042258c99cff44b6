"""How a worker hears what customers write, and has the bot answer. Call inside a tenant scope.

The chat is in the queue all the time, at its place, and is given to people as any other: the bot
speaks before anybody is there, so that nobody waits longer because of it. How far it has listened
(`BotChat.heard`) is decided under the chat's row lock, so that any number of workers answer once.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from chat.models import Author, Conversation, Entry, Kind
from chat.mood import upset
from tenants.models import Tenant

from . import asking, saying
from .deciding import Act, Decision, decide
from .models import Bot, BotChat
from .saying import Turn

AT_ONCE = 50  # chats a look; those left over come with the next
MOST_SAID = 10  # messages of a turn, the latest
STALE = timedelta(minutes=10)  # a question this old is for people: they may be at it

State = BotChat.State


def hear(tenant: Tenant, bot: Bot) -> int:
    """Looks at the chats whose customer has written since the bot last listened; returns in how
    many it did something."""
    return sum(hear_chat(tenant, bot, pk) for pk in _unheard(bot))


def _unheard(bot: Bot) -> list[int]:
    listens = BotChat.objects.filter(conversation=OuterRef("pk"))
    rows = _within_reach().annotate(
        bot_heard=Coalesce(Subquery(listens.values("heard")[:1]), 0),
        bot_state=Subquery(listens.values("state")[:1]),
    )
    rows = rows.filter(Q(bot_state=None) | Q(bot_state=State.LISTENING))
    rows = rows.filter(visitor_messages__gt=F("bot_heard"), changed_at__gte=_since(bot))
    return list(rows.order_by("queued_at").values_list("pk", flat=True)[:AT_ONCE])


def _within_reach():
    """Nobody has it, and nobody has had it since it was last opened."""
    return Conversation.objects.waiting().filter(assigned_at=None, snoozed_until=None)


def _since(bot: Bot):
    return max(bot.on_since or timezone.now(), timezone.now() - STALE)


@transaction.atomic
def hear_chat(tenant: Tenant, bot: Bot, conversation_id: int) -> bool:
    """Whether it did something in this one."""
    conversation = lock_within_reach(conversation_id)
    if conversation is None:
        return False
    conversation.tenant = tenant
    chat, _ = BotChat.objects.get_or_create(tenant=tenant, conversation=conversation)
    if chat.state != State.LISTENING or chat.heard >= conversation.visitor_messages:
        return False
    said = what_was_said(conversation, chat.heard, _since(bot))
    before, chat.heard = chat.heard, conversation.visitor_messages
    decision = _decided(conversation, chat, bot, said) if said else NOTHING
    carry_out(Turn(conversation, chat, bot), decision, said, before)
    chat.save()
    return decision.act != Act.NOTHING


NOTHING = Decision(Act.NOTHING)


def _decided(conversation: Conversation, chat: BotChat, bot: Bot, said: str) -> Decision:
    language = conversation.visitor.spoken
    upset_by_now = upset(conversation)
    return decide(conversation.tenant, bot, chat, said, language, seems_upset=upset_by_now)


def lock_within_reach(conversation_id: int) -> Conversation | None:
    """None where somebody has it by now, or another worker is at it."""
    rows = _within_reach().filter(pk=conversation_id).select_related("visitor")
    return rows.select_for_update(no_key=True, skip_locked=True, of=("self",)).first()


def what_was_said(conversation: Conversation, heard: int, since) -> str:
    """By the customer, since the bot last listened; "" where that is too long ago."""
    rows = Entry.objects.filter(
        conversation=conversation, kind=Kind.MESSAGE, author=Author.VISITOR, at__gte=since
    )
    new = min(conversation.visitor_messages - heard, MOST_SAID)
    said = list(rows.order_by("-seq").values_list("body", flat=True)[:new])
    return "\n".join(body for body in reversed(said) if body)


def carry_out(turn: Turn, decision: Decision, said: str, heard_before: int) -> None:
    if decision.act == Act.GREET:
        saying.greet(turn)
    elif decision.act == Act.ANSWER and decision.found:
        saying.answer(turn, decision.found, said)
    elif decision.act == Act.ASK:
        asking.begin(turn, heard_before)
    elif decision.act == Act.HAND:
        saying.hand_over(turn, decision.why)
