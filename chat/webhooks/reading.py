"""What the log of a conversation says to others, in its order and each thing once.

Actions are heard in their own transaction (`heard`); messages that the writer stores many at a time
are found by the log afterwards (`read_on`), so that sending one costs no statement more. Both go
through `catch_up`, which holds the conversation's place meanwhile: whoever comes second begins
where the first one stopped.
"""

from collections.abc import Iterator, Sequence

from django.db import connection, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from chat.log import Appended
from chat.models import Conversation, Entry, Kind, Status
from chat.notify.telling import chat_waits, nothing_waits

from . import outbox, payloads
from .endpoints import listening
from .models import Endpoint, ReadPlace

AT_ONCE = 100  # chats a look
LINES = 200  # of one log at a time
HOLD = "SELECT 1 FROM chat_conversation WHERE id = %s FOR KEY SHARE"


def heard(conversation: Conversation, appended: Sequence[Appended]) -> None:
    """A listener (chat.listeners)."""
    if catch_up(conversation.pk):
        outbox.look(conversation.tenant_id, timezone.now())


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


def catch_up(conversation_id: int) -> int:
    """How many deliveries that made. Call in a transaction, with every other lock it takes held
    already."""
    endpoints = listening()
    if not endpoints:
        return 0
    place, queued = _lock_place(endpoints[0].tenant_id, conversation_id), 0
    while lines := _lines_after(place):
        row = _row(conversation_id)
        for line in lines:
            since = [endpoint for endpoint in endpoints if endpoint.made_at <= line.at]
            queued += _tell(since, row, line, place)
            place.seq = line.seq
    place.save(update_fields=["seq", "status"])
    return queued


def _lock_place(tenant_id: int, conversation_id: int) -> ReadPlace:
    """The conversation before its place, as whoever forgets it does."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [conversation_id])
    new = ReadPlace(tenant_id=tenant_id, conversation_id=conversation_id)
    ReadPlace.objects.bulk_create([new], ignore_conflicts=True)
    return ReadPlace.objects.select_for_update().get(conversation=conversation_id)


def _lines_after(place: ReadPlace) -> list[Entry]:
    rows = Entry.objects.filter(conversation=place.conversation_id, seq__gt=place.seq)
    return list(rows.order_by("seq")[:LINES])


def tell_forgotten(conversation_ids: Sequence[int]) -> int:
    """Messages that were emptied because they are old, or lost their files; call in the
    transaction that did it."""
    endpoints = [each for each in listening() if "message.updated" in each.events]
    lines = Entry.objects.filter(
        conversation__in=conversation_ids if endpoints else [],
        kind__in=(Kind.MESSAGE, Kind.NOTE),
        data__forgotten=True,
    )
    queued = 0
    for line in lines.order_by("conversation", "seq"):
        row = _row(line.conversation_id)
        told = outbox.Told("message.updated", payloads.message(row, line), timezone.now())
        queued += outbox.queue(endpoints, told, conversation_id=row.pk, of=row.visitor_id)
    if queued:
        outbox.look(endpoints[0].tenant_id, timezone.now())
    return queued


def _row(conversation_id: int) -> Conversation:
    rows = Conversation.objects.select_related("visitor", "department", "operator")
    return rows.defer("operator__photo").get(pk=conversation_id)


def _tell(since: Sequence[Endpoint], row: Conversation, line: Entry, place: ReadPlace) -> int:
    """`since`: who was there when it was said: nobody is told of what was before them."""
    before = place.status
    told = list(_events(row, line, place))
    queued = sum(
        outbox.queue(since, each, conversation_id=row.pk, of=row.visitor_id) for each in told
    )
    if place.status == Status.WAITING and (line.seq == 1 or before != Status.WAITING):
        queued += chat_waits(row, line.at, since)
    if before == Status.WAITING != place.status:
        nothing_waits(row)
    return queued


def _events(row: Conversation, line: Entry, place: ReadPlace) -> Iterator[outbox.Told]:
    """What one line says; follows the status along."""
    if line.seq == 1:
        begun = {"conversation": payloads.conversation(row)}
        yield outbox.Told("conversation.created", begun, line.at)
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
