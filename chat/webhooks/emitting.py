"""Telling of what happened elsewhere than in a log: ratings, promises, permission, reviews."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from chat.models import Conversation

from . import outbox, reading
from .endpoints import listening

Payload = Mapping[str, Any] | Callable[[], Mapping[str, Any]]


def emit(
    event: str,
    payload: Payload,
    *,
    conversation: Conversation | None,
    subject: int | None = None,
    after_log: bool = True,
    at: datetime | None = None,
    key: UUID | None = None,
) -> int:
    """Queues `event` (see catalogue) for every endpoint that wants it; returns for how many. Call
    inside a tenant scope, in the transaction of what happened. `payload` may be a function, which
    is asked only where somebody wants to know.

    With a conversation it comes after all that was said there before; `after_log=False` where the
    conversation is not locked: others may hold its place and wait for what is locked here.
    `subject`: the visitor whose data it is, where it is of no conversation. `at`: happened then; in
    the future, it is told no earlier. `key`: the same for the same thing, so that `outbox.forget`
    finds it.
    """
    endpoints = [endpoint for endpoint in listening() if event in endpoint.events]
    if not endpoints:
        return 0
    if conversation is not None and after_log:
        reading.catch_up(conversation.pk)
    told = outbox.Told(
        event,
        payload() if callable(payload) else payload,
        at or timezone.now(),
        key or uuid4(),
    )
    of = conversation.visitor_id if conversation else subject
    queued = outbox.queue(endpoints, told, conversation_id=conversation and conversation.pk, of=of)
    outbox.look(endpoints[0].tenant_id, told.at)
    return queued
