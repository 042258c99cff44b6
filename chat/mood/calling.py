"""Supervisors are told that a customer is upset: consoles that are open by a frame, the others by
push."""

from django.utils.translation import gettext_lazy as _

from chat import calling
from chat.alerts import OVERSEERS, push_later
from chat.events import Push, announce, inbox_group
from chat.models import Conversation, Status
from chat.notify.telling import chat_is_upset

STEP = "upset"


def register() -> None:
    calling.others[STEP] = calling.Call(_("A customer is very upset"), _is_upset, OVERSEERS)


def _is_upset(conversation: Conversation) -> bool:
    """Nobody is woken for somebody who has calmed down, or gone."""
    told = conversation.overseers_told_at is not None
    return told and conversation.status != Status.CLOSED


def call_overseers(conversation: Conversation) -> None:
    """Call in the transaction that makes it so."""
    frame = {"type": "alert", "step": STEP, "conversation": conversation.pk, "whom": OVERSEERS}
    announce([Push(inbox_group(conversation.tenant_id), frame)])
    push_later(conversation, STEP, None)
    chat_is_upset(conversation)
