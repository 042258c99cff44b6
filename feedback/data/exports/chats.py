"""Chats as rows: what each was, what was said, its tags, and the rating where its customer let the
company see which chat it is about. Call inside the company's scope."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.db.models import QuerySet

from chat.models import Conversation, ConversationTag, Entry
from chat.render import instant
from feedback.models import Rating

AT_ONCE = 500


def chats_in(rows: QuerySet[Conversation], tell: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    """Each as JSON has it, by number; `tell` is called with how many were read."""
    last, count = 0, 0
    rows = rows.select_related("visitor", "department", "operator").defer("operator__photo")
    while True:
        some = list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE])
        if not some:
            return
        ids = [chat.pk for chat in some]
        lines, tags, ratings = _lines(ids), _tags(ids), _ratings(ids)
        for chat in some:
            yield {
                **_facts(chat),
                "tags": sorted(tags[chat.pk]),
                "rating": ratings.get(chat.pk),
                "entries": lines[chat.pk],
            }
        last, count = some[-1].pk, count + len(some)
        tell(count)


def _facts(chat: Conversation) -> dict[str, Any]:
    return {
        "id": chat.pk,
        "status": chat.status,
        "priority": chat.get_priority_display(),
        "department": chat.department and chat.department.name,
        "operator": chat.operator and chat.operator.display_name,
        "visitor": {
            "id": chat.visitor_id,
            "name": chat.visitor.name,
            "language": chat.visitor.spoken,
        },
        "page": {"url": chat.page_url, "title": chat.page_title},
        "began_at": instant(chat.created_at),
        "assigned_at": instant(chat.assigned_at),
        "closed_at": instant(chat.closed_at),
        "mood_peak": chat.mood_peak,
    }


def _lines(ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    found = defaultdict(list)
    rows = Entry.objects.filter(conversation__in=ids).order_by("conversation", "seq")
    names = ("conversation_id", "seq", "at", "kind", "author", "author_name", "body", "data")
    for pk, seq, at, kind, author, name, body, data in rows.values_list(*names):
        files = [file["name"] for file in data.get("attachments", ())]
        found[pk].append(
            {
                "seq": seq,
                "at": instant(at),
                "kind": kind,
                "author": author,
                "name": name,
                "body": body,
                "files": files,
            }
        )
    return found


def _tags(ids: Collection[int]) -> dict[int, list[str]]:
    found = defaultdict(list)
    rows = ConversationTag.objects.filter(conversation__in=ids)
    for pk, name in rows.values_list("conversation_id", "tag__name"):
        found[pk].append(name)
    return found


def _ratings(ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Only of chats their customers opened: whose word an anonymous rating is, is not told. The
    last one of a chat that was closed twice."""
    rows = Rating.objects.filter(ask__conversation__in=ids, is_open=True).order_by("at")
    names = rows.values_list("ask__conversation_id", "score", "ask__version__scale", "at")
    return {
        pk: {"score": score, "scale": scale, "at": instant(at)} for pk, score, scale, at in names
    }
