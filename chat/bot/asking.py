"""Asking the company's own service takes a while: the row says that it is being asked, and until
when somebody waits for it."""

from datetime import timedelta

from django.utils import timezone

from helpdesk.hints import tell_worker_on_commit

from .models import BotChat
from .saying import Turn

TASK = "chat.tasks.ask_bot_service"
SLACK = timedelta(seconds=8)  # for a worker to come to it


def begin(turn: Turn, heard_before: int) -> None:
    """What was said counts as heard once there is an answer to it."""
    chat = turn.chat
    chat.heard = heard_before
    chat.state = BotChat.State.ASKING
    chat.claimed_at = None
    chat.due_at = timezone.now() + timedelta(milliseconds=turn.bot.timeout_ms) + SLACK
    tell_worker_on_commit(TASK, turn.conversation.tenant_id, turn.conversation.pk)
