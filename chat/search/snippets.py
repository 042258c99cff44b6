"""The lines that show why a chat was found, with the words marked. Call inside a tenant scope."""

import re
from typing import Any, NamedTuple

from django.db import connection

from chat.render import instant

from .words import stemmer

START, STOP = "\x02", "\x03"  # no text of ours holds them (chat.frames)
MARKED = re.compile(f"{START}(.*?){STOP}", re.DOTALL)
OPTIONS = f'StartSel="{START}", StopSel="{STOP}", MaxWords=28, MinWords=10, MaxFragments=0'

WHERE = """
SELECT conversation_id, seq, lexeme FROM chat_searchterm
WHERE lexeme = ANY(%(stems)s) AND conversation_id = ANY(%(chats)s)
"""
LANGUAGES = """
SELECT c.id, coalesce(nullif(v.language, ''), nullif(v.locale, ''), t.language)
FROM chat_conversation c JOIN chat_visitor v ON v.id = c.visitor_id
JOIN tenants_tenant t ON t.id = c.tenant_id
WHERE c.id = ANY(%(chats)s)
"""
CUT = """
SELECT e.conversation_id, e.seq, e.kind, e.author, e.author_name, e.at,
       ts_headline(f.stemmer::regconfig, e.body, %(query)s::tsquery, %(options)s)
FROM unnest(%(chats)s::bigint[], %(seqs)s::bigint[], %(stemmers)s::text[]) AS f(chat, seq, stemmer)
JOIN chat_entry e ON e.conversation_id = f.chat AND e.seq = f.seq
"""


class Snippet(NamedTuple):
    """`snippet`: [text, whether it is one of the words], in order."""

    seq: int
    kind: str
    author: dict[str, str]
    at: str | None
    snippet: list[tuple[str, bool]]


def best_entries(chats: list[int], wanted: list[list[str]]) -> dict[int, int]:
    """{chat: seq} of the entry with most of the words, the latest of those."""
    place = {stem: n for n, alternatives in enumerate(wanted) for stem in alternatives}
    words: dict[tuple[int, int], set[int]] = {}
    for chat, seq, stem in _rows(WHERE, stems=list(place), chats=chats):
        words.setdefault((chat, seq), set()).add(place[stem])
    best: dict[int, tuple[int, int]] = {}
    for (chat, seq), of_them in words.items():
        best[chat] = max(best.get(chat, (0, 0)), (len(of_them), seq))
    return {chat: seq for chat, (_, seq) in best.items()}


def cut_out(entries: dict[int, int], wanted: list[list[str]]) -> dict[int, Snippet]:
    chats = list(entries)
    languages = dict(_rows(LANGUAGES, chats=chats))
    found = _rows(
        CUT,
        query=" | ".join(_quoted(stem) for alternatives in wanted for stem in alternatives),
        options=OPTIONS,
        chats=chats,
        seqs=[entries[chat] for chat in chats],
        stemmers=[stemmer(languages.get(chat, "")) for chat in chats],
    )
    return {
        chat: Snippet(seq, kind, {"kind": author, "name": name}, instant(at), _segments(text))
        for chat, seq, kind, author, name, at, text in found
    }


def _segments(text: str) -> list[tuple[str, bool]]:
    parts = MARKED.split(" ".join(text.split(" ")))
    return [(part, bool(place % 2)) for place, part in enumerate(parts) if part]


def _quoted(stem: str) -> str:
    escaped = stem.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _rows(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
