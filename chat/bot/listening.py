"""What the bot learns at once: taps on what it offered, and chats that are opened again."""

from collections.abc import Sequence

from chat.log import Appended
from chat.models import Author, Conversation, Entry, Kind, Status

from . import saying
from .models import Bot, BotAnswer, BotChat
from .saying import SAID, Turn

PROGRAM = "program"  # in `data.auto` of what one of the company's own says (chat.api)
State, Why = BotChat.State, BotChat.Why


def heard(conversation: Conversation, appended: Sequence[Appended]) -> None:
    """A listener (chat.listeners): in the transaction of what was appended."""
    for item in appended:
        if item.entry.kind == Kind.REOPENED:
            _begin_anew(conversation)
        elif item.entry.data.get("auto") == PROGRAM:
            _leave_it(conversation)
        elif item.entry.data.get("option") and item.entry.author == Author.VISITOR:
            _tapped(conversation, item.entry.body)


def _begin_anew(conversation: Conversation) -> None:
    """A new question in the old chat may have an answer again."""
    BotChat.objects.filter(conversation=conversation).update(
        state=State.LISTENING, has_greeted=False, answers=0, why="", due_at=None, claimed_at=None
    )


def _leave_it(conversation: Conversation) -> None:
    """A program of the company's own answers: nobody wants to be answered twice."""
    of = {"tenant_id": conversation.tenant_id, "conversation": conversation}
    BotChat.objects.update_or_create(
        **of, defaults={"state": State.HANDED, "due_at": None, "claimed_at": None}
    )


def _tapped(conversation: Conversation, words: str) -> None:
    if conversation.status != Status.WAITING or conversation.assigned_at is not None:
        return  # a person is there: it is said to them
    chat = BotChat.objects.select_for_update().filter(conversation=conversation).first()
    bot = Bot.objects.first()
    tap = _which(conversation, words)
    if (
        chat is None
        or bot is None
        or tap is None
        or chat.state not in (State.LISTENING, State.ASKING)
    ):
        return
    chat.heard = Conversation.objects.values_list("visitor_messages", flat=True).get(
        pk=conversation.pk
    )
    _note(conversation, helped=tap == "yes")
    turn = Turn(conversation, chat, bot)
    if tap == "yes":
        saying.close_kindly(turn)
    else:
        saying.hand_over(turn, Why.NOT_HELPED if chat.answers else Why.ASKED)
    chat.save()


def _which(conversation: Conversation, words: str) -> str | None:
    said = Entry.objects.filter(
        conversation=conversation, kind=Kind.MESSAGE, author=Author.AUTOMATIC, data__auto=SAID
    )
    taps = (said.order_by("-seq").values_list("data__taps", flat=True).first()) or {}
    return next((name for name, offered in taps.items() if offered == words), None)


def _note(conversation: Conversation, *, helped: bool) -> None:
    """Of the answer that was tapped: the last one."""
    last = BotAnswer.objects.filter(conversation=conversation).order_by("-pk").first()
    if last is not None:
        BotAnswer.objects.filter(pk=last.pk).update(helped=helped)
