"""From words to the stems the index holds. Call inside a tenant scope."""

from django.db import connection

from helpdesk.languages import spoken

SIMPLE = "simple"  # every word as it is written, in small letters
STEMMERS = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "pt": "portuguese",
    "ar": "arabic",
}
LONGEST = 80  # characters of a stem; longer ones are no words
MOST_WORDS = 8
MOST_CONTINUED = 24  # words that begin with the last one, as it is being typed
SHORTEST_BEGINNING = 3

# For each word: its stem in every language a chat may have been in.
STEMS = """
SELECT w.place, array_agg(DISTINCT stem)
FROM unnest(%(words)s::text[]) WITH ORDINALITY AS w(word, place),
     unnest(%(stemmers)s::regconfig[]) AS s(stemmer),
     unnest(tsvector_to_array(to_tsvector(s.stemmer, w.word))) AS stem
WHERE length(stem) <= %(longest)s
GROUP BY w.place ORDER BY w.place
"""
# From one stem to the next by the index, over all their occurrences at once.
CONTINUED = """
WITH RECURSIVE found(stem, number) AS (
    (SELECT lexeme, 1 FROM chat_searchterm WHERE lexeme >= %(start)s ORDER BY lexeme LIMIT 1)
    UNION ALL
    SELECT (SELECT lexeme FROM chat_searchterm WHERE lexeme > stem ORDER BY lexeme LIMIT 1),
           number + 1
    FROM found WHERE starts_with(stem, %(start)s) AND number <= %(most)s
)
SELECT stem FROM found WHERE starts_with(stem, %(start)s)
"""


def stemmer(locale: str) -> str:
    """The text search configuration of PostgreSQL for a BCP 47 tag."""
    language = spoken(locale) or locale.partition("-")[0].lower()
    return STEMMERS.get(language.partition("-")[0], SIMPLE)


def stems(text: str) -> list[list[str]]:
    """For each word the stems any of which is a match; the last word may be a beginning."""
    words = text.split()[:MOST_WORDS]
    if not words:
        return []
    values = {"words": words, "stemmers": [SIMPLE, *STEMMERS.values()], "longest": LONGEST}
    with connection.cursor() as cursor:
        cursor.execute(STEMS, values)
        found = {place - 1: list(alternatives) for place, alternatives in cursor.fetchall()}
    last = len(words) - 1
    if last in found and not text[-1:].isspace():
        found[last] = sorted({*found[last], *_continued(words[last].lower())})
    return [found[place] for place in sorted(found)]


def _continued(start: str) -> list[str]:
    if len(start) < SHORTEST_BEGINNING or len(start) > LONGEST:
        return []
    with connection.cursor() as cursor:
        cursor.execute(CONTINUED, {"start": start, "most": MOST_CONTINUED})
        return [row[0] for row in cursor.fetchall()]
