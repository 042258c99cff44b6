"""Which articles answer a question best, in one query that reads nothing but the index."""

import re
from typing import Any, NamedTuple

from django.db import connection

from chat.models import Article

from .stemming import configuration, plain_words

MOST_ASKED = 2000  # characters of a question that are looked at
MORE_IN_THEIR_LANGUAGE = 2.0

LANGUAGES = "SELECT language, count(*) FROM chat_article GROUP BY language"

# Stems of the question, once for each language that articles are written in.
ASKED = """
SELECT l.language, left(stems.lexeme, 80)
FROM unnest(%s::text[], %s::text[]) AS l(language, configuration),
     LATERAL unnest(to_tsvector(l.configuration::regconfig, %s)) AS stems(lexeme, places, weights)
"""

RANK = """
WITH asked AS (
    SELECT DISTINCT * FROM unnest(%(languages)s::text[], %(stems)s::text[]) AS q(language, lexeme)
), hits AS (
    SELECT article_id, lexeme, weight FROM chat_articleterm WHERE lexeme = ANY(%(stems)s)
), rarities AS (
    SELECT lexeme, ln(1 + (%(articles)s - count(article_id) + 0.5)
                          / (count(article_id) + 0.5))::float8 AS rarity
    FROM (SELECT DISTINCT lexeme FROM asked) AS q LEFT JOIN hits USING (lexeme) GROUP BY lexeme
), whole AS (
    SELECT language, sum(rarity) AS rarity FROM asked JOIN rarities USING (lexeme) GROUP BY language
)
SELECT a.id, sum(h.weight * r.rarity) * CASE WHEN a.language = %(theirs)s THEN %(more)s ELSE 1 END,
       sum(h.weight * r.rarity) / w.rarity, sum(r.rarity) / w.rarity
FROM hits h JOIN rarities r USING (lexeme) JOIN chat_article a ON a.id = h.article_id
JOIN asked q ON q.lexeme = h.lexeme AND q.language = a.language
JOIN whole w ON w.language = a.language
WHERE (a.is_public OR NOT %(public)s) AND (NOT %(fresh)s OR a.review_due IS NULL
      OR a.review_due >= %(today)s)
GROUP BY a.id, a.language, w.rarity
ORDER BY 2 DESC, a.id
LIMIT %(most)s
"""

# How many of the stems asked for each paragraph has.
SAID = """
SELECT count(found)
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS p(configuration, words, place)
LEFT JOIN LATERAL unnest(tsvector_to_array(to_tsvector(p.configuration::regconfig, p.words)))
    AS found ON found = ANY(%s)
GROUP BY p.place ORDER BY p.place
"""
PARAGRAPHS = re.compile(r"\n\s*\n")


class Asked(NamedTuple):
    """A question in stems: parallel lists of language and stem."""

    languages: list[str]
    stems: list[str]
    articles: int


class Ranked(NamedTuple):
    """An article and how well it fits. `score` is for comparing with others; `strength` is what a
    word of the question weighs in it on average (a title's 2.5, one said once about 1), by how rare
    each is; `covered` is how much of the question it has, 0 to 1, by the same measure."""

    article_id: int
    score: float
    strength: float
    covered: float


def stems_of(question: str) -> Asked:
    """In every language the company has articles in. Call inside its scope."""
    with connection.cursor() as cursor:
        cursor.execute(LANGUAGES)
        counted = dict(cursor.fetchall())
        names = [configuration(language) for language in counted]
        cursor.execute(ASKED, [list(counted), names, plain_words(question[:MOST_ASKED])])
        rows = cursor.fetchall()
    return Asked([row[0] for row in rows], [row[1] for row in rows], sum(counted.values()))


def rank(asked: Asked, **wanted: Any) -> list[int]:
    """Ids of the articles that answer best; takes what `ranked` takes."""
    return [found.article_id for found in ranked(asked, **wanted)]


def ranked(
    asked: Asked,
    *,
    language: str = "",
    most: int = 5,
    only_public: bool = False,
    fresh_on: Any = None,
) -> list[Ranked]:
    """The articles that answer best, best first; none without a word in common.

    `language`: its articles count twice. `fresh_on`: a date on which they must not be due
    for review.
    """
    if not asked.stems:
        return []
    given = {
        "languages": asked.languages,
        "stems": asked.stems,
        "articles": asked.articles,
        "theirs": language,
        "more": MORE_IN_THEIR_LANGUAGE,
        "public": only_public,
        "fresh": fresh_on is not None,
        "today": fresh_on,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(RANK, given)
        return [Ranked(*row) for row in cursor.fetchall()]


def passage(asked: Asked, article: Article) -> str:
    """The paragraph of an article that says most about the question; the first of equals."""
    paragraphs = [words.strip() for words in PARAGRAPHS.split(article.body.strip())]
    configurations = [configuration(article.language)] * len(paragraphs)
    with connection.cursor() as cursor:
        cursor.execute(SAID, [configurations, [plain_words(p) for p in paragraphs], asked.stems])
        said = [count for (count,) in cursor.fetchall()]
    return paragraphs[said.index(max(said))]
