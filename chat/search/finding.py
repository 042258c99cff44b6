"""Finding chats by words and filters, the newest first. Call inside a tenant scope.

The rarest word leads: its chats are walked from the newest on, a few hundred at a time, and the
others and the filters are asked of those alone. So a page costs about the same in a company with a
hundred chats and in one with a hundred thousand.
"""

from typing import Any, NamedTuple

from django.db import connection

from chat.models import Conversation
from chat.reading import summaries, with_seen
from tenants.models import Membership

from .filters import filtered
from .snippets import Snippet, best_entries, cut_out
from .words import stems

PAGE = 20
AT_ONCE = 200
MOST_STEPS = 25  # then whoever searches is asked whether to go on
LOOKED_AT, MOST_LOOKS = 5000, 2  # the same, where there are filters alone
MOST_WEIGHED = 2000
NEWEST = 2**62

WEIGHT = """
SELECT count(*) FROM (SELECT FROM chat_searchterm WHERE lexeme = ANY(%(stems)s) LIMIT %(most)s) t
"""
NEXT = """
SELECT DISTINCT chat FROM unnest(%(stems)s::text[]) AS s(stem), LATERAL (
    SELECT conversation_id AS chat FROM chat_searchterm
    WHERE lexeme = s.stem AND conversation_id < %(before)s
    GROUP BY conversation_id ORDER BY conversation_id DESC LIMIT %(most)s
) t ORDER BY chat DESC LIMIT %(most)s
"""
KEEP = """
SELECT DISTINCT conversation_id FROM chat_searchterm
WHERE lexeme = ANY(%(stems)s) AND conversation_id = ANY(%(chats)s)
"""


class Found(NamedTuple):
    """`next`: where to go on, None at the end."""

    hits: list[dict[str, Any]]
    next: int | None


def find(
    member: Membership, words: str, filters: dict[str, Any], before: int | None = None
) -> Found:
    """`filters` as `read_filters` gives them; `before` is the `next` of an earlier page."""
    wanted = stems(words)
    if words.split() and not wanted:
        return Found([], None)
    if wanted:
        chats, following = _by_words(member, wanted, filters, before or NEWEST)
        entries = best_entries(chats, wanted)
        snippets = cut_out(entries, wanted)
    else:
        chats, following = _by_filters(member, filters, before or NEWEST)
        snippets = {}
    return Found(_hits(member, chats, snippets), following)


def _by_filters(
    member: Membership, filters: dict[str, Any], before: int
) -> tuple[list[int], int | None]:
    """Looks at so many of the newest chats at a time: where few fit, it would else look at all."""
    found: list[int] = []
    for _ in range(MOST_LOOKS):
        least = _nth_before(before)
        rows = filtered(member.tenant, filters).filter(pk__lt=before, pk__gte=least)
        found += rows.order_by("-pk").values_list("pk", flat=True)[: PAGE + 1 - len(found)]
        if len(found) > PAGE:
            return found[:PAGE], found[PAGE - 1]
        if not least:
            return found, None
        before = least
    return found, before


def _nth_before(before: int) -> int:
    """The chat LOOKED_AT before this one; 0 where there are fewer."""
    older = Conversation.objects.filter(pk__lt=before).order_by("-pk")
    return next(iter(older.values_list("pk", flat=True)[LOOKED_AT - 1 : LOOKED_AT]), 0)


def _by_words(
    member: Membership, wanted: list[list[str]], filters: dict[str, Any], before: int
) -> tuple[list[int], int | None]:
    leading, *others = sorted(wanted, key=_weight) if len(wanted) > 1 else wanted
    found: list[int] = []
    for _ in range(MOST_STEPS):
        step = _column(NEXT, stems=leading, before=before, most=AT_ONCE)
        kept = set(step)
        for alternatives in others:
            kept &= set(_column(KEEP, stems=alternatives, chats=list(kept))) if kept else set()
        found += sorted(_filtered(member, filters, kept), reverse=True)
        if len(found) > PAGE:
            return found[:PAGE], found[PAGE - 1]
        if len(step) < AT_ONCE:
            return found, None
        before = step[-1]
    return found, before


def _filtered(member: Membership, filters: dict[str, Any], chats: set[int]) -> list[int]:
    if not filters or not chats:
        return list(chats)
    rows = filtered(member.tenant, filters).filter(pk__in=chats)
    return list(rows.values_list("pk", flat=True))


def _weight(alternatives: list[str]) -> int:
    return _column(WEIGHT, stems=alternatives, most=MOST_WEIGHED)[0]


def _column(sql: str, **values: Any) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


def _hits(
    member: Membership, chats: list[int], snippets: dict[int, Snippet]
) -> list[dict[str, Any]]:
    known = summaries(chats)
    shown = with_seen([known[pk] for pk in chats if pk in known], member)
    return [
        {
            "conversation": row,
            "entry": snippets[row["id"]]._asdict() if row["id"] in snippets else None,
        }
        for row in shown
    ]


def languages() -> list[str]:
    """Those of the company's visitors, for the filter."""
    rows = Conversation.objects.order_by("-pk").values_list("visitor__locale", flat=True)[:500]
    return sorted({locale.partition("-")[0].lower() for locale in rows if locale})
