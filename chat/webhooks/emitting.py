"""Telling of what happened elsewhere than in a log: ratings, promises, permission, reviews."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from chat.models import Conversation

from . import outbox, reading
from .endpoints import listening_to


def emit(
    event: str,
    payload: Mapping[str, Any],
    *,
    conversation: Conversation | None,
    visitor_id: int | None = None,
    at: datetime | None = None,
    key: UUID | None = None,
) -> int:
    """Queues `event` (see catalogue) for every endpoint that wants it; returns for how many.

    With a conversation it comes after all that was said there before. `visitor_id`: whose data it
    is, where it is of no conversation. `at`: happened then; in the future, it is told no earlier.
    `key`: the same for the same thing, so that `forget` finds it.
    """
    endpoints = listening_to(event)
    if not endpoints:
        return 0
    if conversation is not None:
        reading.catch_up(conversation.pk)
        visitor_id = conversation.visitor_id
    told = outbox.Told(event, payload, at or timezone.now(), key or uuid4())
    number = conversation and conversation.pk
    return outbox.queue(endpoints, told, conversation_id=number, of=visitor_id)
