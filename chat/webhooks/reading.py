"""What the log of a conversation says to others, in its order and each thing once.

Actions are heard in their own transaction (`heard`); messages that the writer stores many at a time
are found by the log afterwards (`read_on`), so that sending one costs no statement more. Both go
through `catch_up`, which holds the conversation's place meanwhile: whoever comes second begins
where the first one stopped.
"""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from chat.log import Appended
from chat.models import Conversation, Entry, Kind, Status

from . import outbox, payloads
from .endpoints import listening
from .models import Endpoint, ReadPlace

AT_ONCE = 100  # chats a look
LINES = 200  # of one log at a time
TOLD = (Kind.MESSAGE, Kind.NOTE, Kind.ASSIGNED, Kind.CLOSED, Kind.REOPENED)


def heard(conversation: Conversation, appended: Sequence[Appended]) -> None:
    """A listener (chat.listeners)."""
    if Endpoint.objects.exists():
        catch_up(conversation.pk)


def read_on() -> bool:
    """Whether there is more than fits into one look. Call outside a transaction."""
    if not Endpoint.objects.exists():
        return False
    behind = unread()
    for conversation_id in behind:
        with transaction.atomic():
            catch_up(conversation_id)
    return len(behind) == AT_ONCE


def unread() -> list[int]:
    """Live chats with lines nobody has been told of: a chat is closed by an action, which is
    heard at once."""
    place = ReadPlace.objects.filter(conversation=OuterRef("pk")).values("seq")[:1]
    live = Conversation.objects.not_closed().annotate(told=Subquery(place))
    behind = live.filter(Q(told=None) | Q(told__lt=F("last_seq")), last_seq__gt=0)
    return list(behind.order_by("waiting_since", "-pk").values_list("pk", flat=True)[:AT_ONCE])


def catch_up(conversation_id: int) -> None:
    """Call in a transaction, with every other lock it takes held already."""
    place = _lock_place(conversation_id)
    endpoints = listening()
    while lines := _lines_after(place):
        row = _row(conversation_id)
        for line in lines:
            for told in _events(row, line, place):
                _queue(endpoints, row, line, told)
            place.seq = line.seq
    place.save(update_fields=["seq", "status"])


def _lock_place(conversation_id: int) -> ReadPlace:
    tenant_id = Conversation.objects.values_list("tenant_id", flat=True).get(pk=conversation_id)
    new = ReadPlace(tenant_id=tenant_id, conversation_id=conversation_id)
    ReadPlace.objects.bulk_create([new], ignore_conflicts=True)
    return ReadPlace.objects.select_for_update().get(conversation=conversation_id)


def _lines_after(place: ReadPlace) -> list[Entry]:
    rows = Entry.objects.filter(conversation=place.conversation_id, seq__gt=place.seq)
    return list(rows.order_by("seq")[:LINES])


def _row(conversation_id: int) -> Conversation:
    rows = Conversation.objects.select_related("visitor", "department", "operator")
    return rows.defer("operator__photo").get(pk=conversation_id)


def _queue(
    endpoints: Sequence[Endpoint], row: Conversation, line: Entry, told: outbox.Told
) -> None:
    """Nobody is told what was said before they were there."""
    since = [endpoint for endpoint in endpoints if endpoint.made_at <= line.at]
    outbox.queue(since, told, conversation_id=row.pk, of=row.visitor_id)


def _events(row: Conversation, line: Entry, place: ReadPlace) -> Iterator[outbox.Told]:
    """What one line says; follows the status along."""
    if line.seq == 1:
        yield outbox.Told(
            "conversation.created", {"conversation": payloads.conversation(row)}, line.at
        )
    if line.kind in (Kind.MESSAGE, Kind.NOTE):
        yield outbox.Told("message.created", payloads.message(row, line), line.at)
    if line.kind == Kind.ASSIGNED:
        yield outbox.Told("conversation.assigned", payloads.assigned(row, line), line.at)
    after = _status_after(row, line)
    if after and after != place.status:
        payload = payloads.status_changed(row, line, place.status, after)
        yield outbox.Told("conversation.status_changed", payload, line.at)
        place.status = after


def _status_after(row: Conversation, line: Entry) -> str | None:
    """None where this line does not say."""
    if line.kind == Kind.CLOSED:
        return Status.CLOSED
    if line.kind == Kind.ASSIGNED:
        return Status.OPEN if line.data.get("member") else Status.WAITING
    if line.kind == Kind.REOPENED:  # to whoever had it, or into the queue
        return Status.WAITING if row.status == Status.CLOSED else row.status
    return None
