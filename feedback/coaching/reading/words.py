"""From what somebody wrote to the terms it is about: stems with the word they came from, alone and
in pairs. Call inside a tenant scope."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.db import connection

from chat.articles.stemming import LONGEST, configuration, plain_words

from .fillers import fillers_of

SHORTEST = 3
MOST_LOOKED_AT = 4000  # characters of what one customer said

STEMS = """
SELECT w.word, stem
FROM unnest(%s::text[]) AS w(word),
     unnest(tsvector_to_array(to_tsvector(%s::regconfig, w.word))) AS stem
WHERE length(stem) <= %s
"""


def words_of(text: str) -> list[str]:
    """In small letters and in their order."""
    return plain_words(text[:MOST_LOOKED_AT]).split()


def stems_of_words(words: Iterable[str], language: str) -> dict[str, str]:
    """{word: stem} of those that mean something; stop words and fillers are left out."""
    told = _stems(sorted(set(words)), configuration(language))
    empty = _filler_stems(language.lower().split("-")[0])
    return {word: stem for word, stem in told.items() if stem not in empty}


def terms_of(
    words: Iterable[str], stems: Mapping[str, str], without: Iterable[str] = ()
) -> dict[str, str]:
    """{term: how it was written}: each stem, and each two that stood side by side, as "return
    label". `without`: words that are nobody's business, such as the customer's name."""
    left_out, terms, before = set(without), {}, ""
    for word in words:
        if _is_passed_over(word, stems, left_out):
            before = ""
            continue
        terms.setdefault(stems[word], word)
        if before and stems[before] != stems[word]:
            terms.setdefault(f"{stems[before]} {stems[word]}", f"{before} {word}")
        before = word
    return terms


def _is_passed_over(word: str, stems: Mapping[str, str], left_out: set[str]) -> bool:
    has_digit = any(character.isdigit() for character in word)
    return word not in stems or word in left_out or has_digit or len(word) < SHORTEST


def _stems(words: list[str], name: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(STEMS, [words, name, LONGEST])
        return dict(cursor.fetchall())


@cache
def _filler_stems(language: str) -> frozenset[str]:
    fillers = [word for text in fillers_of(language) for word in words_of(text)]
    return frozenset(_stems(fillers, configuration(language)).values()) | frozenset(fillers)
