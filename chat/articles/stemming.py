"""The index of articles: which stems an article has, and how much each says about it.

Plain rows with a B-tree, because PostgreSQL cannot use a full-text index below row-level security:
its operators might tell of rows that are not ours, and so are tried after the rows were chosen.
"""

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction

from chat.models import Article, ArticleTerm

# Languages PostgreSQL has a stemmer for; words of any other are kept as they are.
CONFIGURATIONS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
PLAIN = "simple"
LONGEST = 80
TITLE_WEIGHT = 2.5
# Of Okapi BM25: how soon saying a word again stops to matter, how much long texts are discounted,
# and what is neither long nor short.
K1, B, USUAL_LENGTH = 1.2, 0.75, 120

STEMS = """
SELECT part, lexeme, coalesce(cardinality(positions), 1)
FROM (VALUES ('title', %s), ('body', %s)) AS texts(part, words),
     LATERAL unnest(to_tsvector(%s::regconfig, words)) AS stems(lexeme, positions, weights)
"""


def configuration(language: str) -> str:
    """Of PostgreSQL's text search, by a language tag such as "pt-br"."""
    return CONFIGURATIONS.get(language.lower().split("-")[0], PLAIN)


def plain_words(text: str) -> str:
    """Small letters, digits and spaces: what counts as a letter, or as the small form of one, must
    not depend on the locale a database was made with."""
    text = unicodedata.normalize("NFC", text).lower()
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text)


@transaction.atomic
def save_article(article: Article) -> Article:
    """Saves an article and its place in the index. Call inside the tenant's scope."""
    article.save()
    weights = weights_of(article)
    ArticleTerm.objects.filter(article=article).delete()
    ArticleTerm.objects.bulk_create(
        ArticleTerm(tenant_id=article.tenant_id, article=article, lexeme=lexeme, weight=weight)
        for lexeme, weight in weights.items()
    )
    return article


def weights_of(article: Article) -> dict[str, float]:
    """{stem: weight}; a word of the title says more than one of the text."""
    counts: dict[str, dict[str, int]] = {"title": {}, "body": {}}
    for part, lexeme, count in _stems(article):
        counts[part][lexeme[:LONGEST]] = count
    length = sum(counts["body"].values())
    weights: defaultdict[str, float] = defaultdict(float)
    for lexeme in counts["title"]:
        weights[lexeme] += TITLE_WEIGHT
    for lexeme, count in counts["body"].items():
        weights[lexeme] += body_weight(count, length)
    return dict(weights)


def body_weight(count: int, length: int) -> float:
    """For a stem said `count` times among `length`. Formula: BM25 without its rarity, which is
    known only when somebody asks."""
    return count * (K1 + 1) / (count + K1 * (1 - B + B * length / USUAL_LENGTH))


def rarity(having: int, articles: int) -> float:
    """Of a stem that `having` of `articles` have. Formula: BM25's inverse document frequency."""
    return math.log(1 + (articles - having + 0.5) / (having + 0.5))


def _stems(article: Article) -> Iterable[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        texts = plain_words(article.title), plain_words(article.body)
        cursor.execute(STEMS, [*texts, configuration(article.language)])
        return cursor.fetchall()
