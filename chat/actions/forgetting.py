"""Forgetting: a whole visitor, or what was said and sent long ago.

A visitor who is forgotten is gone with all that was said. What is only old is emptied: the lines of
the log keep their numbers and times, for the reports and for clients that count them, and lose
everything somebody wrote, sent or was called.
"""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from chat.events import Push, announce, inbox_group, visitor_group
from chat.frames import error_frame
from chat.models import Attachment, Conversation, Delivery, SearchTerm, Visitor
from chat.webhooks.reading import tell_forgotten

from .refusal import Refused

OF_CONVERSATIONS = (
    "chat_searchterm",
    "chat_mention",
    "chat_conversationtag",
    "chat_readmark",
    "chat_transfer",
    "chat_entry",
)
EMPTY_ENTRIES = """
UPDATE chat_entry SET
    body = '',
    author_name = CASE author WHEN 'visitor' THEN '' ELSE author_name END,
    data = CASE WHEN kind IN ('assigned', 'closed', 'reopened', 'step') THEN data - 'why'
           ELSE '{}' END || '{"forgotten": true}'
WHERE conversation_id = ANY(%s)
"""
EMPTY_TRANSFERS = (
    "UPDATE chat_transfer SET summary = '', reason = '' WHERE conversation_id = ANY(%s)"
)
NO_MOOD = {"mood": 0, "mood_trend": "steady", "mood_signals": [], "mood_peak": 0}
NO_MOOD |= {"mood_due_at": None, "upset_since": None, "overseers_told_at": None}
NOBODY = {"identity": {}, "identity_verified_at": None, "attributes": {}}
WITHOUT_FILES = """
UPDATE chat_entry SET data = (data - 'attachments') || '{"forgotten": true}'
WHERE conversation_id = ANY(%s) AND data ? 'attachments'
"""


@transaction.atomic
def forget_visitor(*, visitor_id: int) -> dict[str, int]:
    """Everything of one visitor: {what: how many}. Raises Refused("not_found")."""
    visitor = Visitor.objects.select_for_update().filter(pk=visitor_id).first()
    if visitor is None:
        raise Refused("not_found")
    chats = Conversation.objects.select_for_update().filter(visitor=visitor).order_by("pk")
    ids = [chat.pk for chat in chats]
    files = Attachment.objects.filter(conversation__in=ids) | Attachment.objects.filter(
        visitor=visitor
    )
    removed = {"files": files.delete()[0], "chats": len(ids)}
    Visitor.objects.filter(pk=visitor_id).update(current=None)
    removed["entries"] = _delete_logs(ids)
    Conversation.objects.filter(pk__in=ids).delete()
    Delivery.objects.filter(subject=visitor_id).delete()
    visitor.delete()
    announce(
        [
            Push(visitor_group(visitor.tenant_id, visitor_id), error_frame("bad_token")),
            *(Push(inbox_group(visitor.tenant_id), _gone(number)) for number in ids),
        ]
    )
    return removed


def _delete_logs(ids: list[int]) -> int:
    with connection.cursor() as cursor:
        for table in OF_CONVERSATIONS:
            cursor.execute(f"DELETE FROM {table} WHERE conversation_id = ANY(%s)", [ids])
        return cursor.rowcount


def _gone(number: int) -> dict[str, object]:
    return {"type": "gone", "conversation": number}


@transaction.atomic
def empty_chats(*, closed_before: datetime, most: int) -> int:
    """What was said in chats that were closed before then, `most` of them. Returns how many."""
    ids = list(
        Conversation.objects.closed()
        .filter(closed_at__lt=closed_before, forgotten_at=None)
        .order_by("closed_at", "pk")
        .select_for_update(skip_locked=True, of=("self",))
        .values_list("pk", flat=True)[:most]
    )
    _remove_files(ids)
    SearchTerm.objects.filter(conversation__in=ids)._raw_delete("default")
    Delivery.objects.filter(conversation__in=ids).delete()
    _run(EMPTY_ENTRIES, ids)
    _run(EMPTY_TRANSFERS, ids)
    Conversation.objects.filter(pk__in=ids).update(
        preview="", page_url="", page_title="", forgotten_at=timezone.now(), **NO_MOOD
    )
    _empty_visitors(ids)
    tell_forgotten(ids)
    return len(ids)


def _empty_visitors(ids: list[int]) -> None:
    """Of those who have said nothing since."""
    remembered = Conversation.objects.filter(forgotten_at=None).values("visitor")
    of_these = Visitor.objects.filter(conversations__in=ids).exclude(pk__in=remembered)
    Visitor.objects.filter(pk__in=of_these.values("pk")).update(
        name="", page_url="", page_title="", trail=[], zone="", **NOBODY
    )


def empty_strangers(*, known_before: datetime) -> int:
    """What a page told of visitors who have asked nothing since then. Returns of how many."""
    told = Visitor.objects.exclude(identity={}, attributes={})
    silent = told.filter(created_at__lt=known_before, conversations=None)
    return silent.update(name="", **NOBODY)


@transaction.atomic
def remove_files(*, closed_before: datetime, most: int) -> int:
    """Files of `most` chats that were closed before then. Returns how many files."""
    chats = Conversation.objects.closed().filter(
        closed_at__lt=closed_before, attachments__isnull=False
    )
    ids = sorted(chats.order_by("closed_at").values_list("pk", flat=True).distinct()[:most])
    removed = _remove_files(ids)
    _run(WITHOUT_FILES, ids)
    tell_forgotten(ids)
    return removed


def _remove_files(ids: list[int]) -> int:
    return Attachment.objects.filter(conversation__in=ids).delete()[0]


def _run(statement: str, ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [ids])
