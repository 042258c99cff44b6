"""From the rows of finished chats to what is counted of them: a few queries for many chats. Call
inside the company's scope."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from chat.bot.models import BotChat
from chat.models import Conversation, Entry, Kind
from chat.mood.choices import choices_of
from feedback.models import Ask, FollowUp, Review
from feedback.scoring.facts import Promised
from tenants.models import Tenant

from .facts import Finished, Line

COUNTED = (Kind.MESSAGE, Kind.ASSIGNED, Kind.CLOSED, Kind.CHANGED)
Rows = dict[int, list[Any]]  # by chat


def gather(tenant: Tenant, ids: Collection[int]) -> dict[int, tuple[Conversation, Finished]]:
    """Those of them that count: closed, and not into another chat of the same customer."""
    rows = Conversation.objects.closed().filter(pk__in=ids).select_related("visitor")
    found = {row.pk: row for row in rows}
    entries, merged = _lines(found)
    scores, promises, reviews = _scores(found), _promises(found), _reviews(found)
    by_bot, upset = _by_bot(found), choices_of(tenant).upset
    return {
        pk: (
            row,
            Finished(
                began_at=row.created_at,
                department=row.department_id,
                member=row.operator_id,
                page_url=row.page_url,
                language=row.visitor.spoken,
                lines=entries[pk],
                by_bot=pk in by_bot,
                is_upset=row.mood_peak >= upset,
                scores=scores[pk],
                promises=promises[pk],
                reviews=reviews[pk],
            ),
        )
        for pk, row in found.items()
        if pk not in merged
    }


def _lines(ids: Collection[int]) -> tuple[Rows, set[int]]:
    """The lines that are counted, and which chats were merged into another."""
    rows = Entry.objects.filter(conversation__in=list(ids), kind__in=COUNTED)
    names = ("conversation_id", "seq", "kind", "author", "at", "member_id", "data__auto")
    lines, merged = defaultdict(list), set()
    rows = rows.order_by("conversation", "seq").values_list(*names, "data__what")
    for pk, seq, kind, author, at, member, auto, what in rows:
        if kind == Kind.CHANGED:
            merged |= {pk} if what == "merged_into" else set()
        else:
            lines[pk].append(Line(seq, kind, author, at, member, auto == "masked"))
    return lines, merged


def _scores(ids: Collection[int]) -> Rows:
    asks = Ask.objects.filter(conversation__in=list(ids), ended_at=None)
    return _grouped(asks.values_list("conversation_id", "ratings__score"))


def _promises(ids: Collection[int]) -> Rows:
    kept, dropped = FollowUp.State.KEPT, FollowUp.State.DROPPED
    return _grouped(
        (row.conversation_id, Promised(row.created_at, row.due_at, at, row.state == dropped))
        for row in FollowUp.objects.filter(conversation__in=list(ids))
        for at in [row.ended_at if row.state == kept else None]
    )


def _reviews(ids: Collection[int]) -> Rows:
    """Done ones; what is done to calibrate is about the reviewers."""
    done = Review.objects.filter(task__conversation__in=list(ids), done_at__isnull=False)
    rows = done.filter(task__calibration=None)
    names = rows.values_list("task__conversation_id", "score", "passed")
    return _grouped((pk, (score, passed)) for pk, score, passed in names)


def _by_bot(ids: Collection[int]) -> set[int]:
    """Where the assistant answered and handed over to nobody."""
    rows = BotChat.objects.filter(conversation__in=list(ids), answers__gt=0, handed_at=None)
    return set(rows.values_list("conversation_id", flat=True))


def _grouped(pairs: Iterable[tuple[int, Any]]) -> Rows:
    found: Rows = defaultdict(list)
    for pk, value in pairs:
        found[pk].append(value)
    return found
