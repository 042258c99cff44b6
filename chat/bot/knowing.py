"""What the bot knows: published articles, and how sure it is that one of them answers. Call inside
a tenant scope."""

from typing import NamedTuple

from chat.articles.dates import today_of
from chat.articles.for_customers import spoken
from chat.articles.ranking import Asked, ranked, stems_of
from tenants.models import Tenant

from .certainty import FEWEST_STEMS, Signs, signs_of

LOOKED_AT = 3


class Found(NamedTuple):
    article_id: int
    certainty: float
    signs: Signs


def look_up(tenant: Tenant, question: str, language: str) -> list[Found]:
    """The published articles that answer best, the best first, those due for a review left out."""
    return found_for(stems_of(question), tenant, language)


def found_for(asked: Asked, tenant: Tenant, language: str) -> list[Found]:
    best = ranked(
        asked,
        language=spoken(language),
        most=LOOKED_AT,
        only_public=True,
        fresh_on=today_of(tenant),
    )
    stems = len(set(asked.stems))
    signs = signs_of(best, stems)
    return [
        Found(each.article_id, _certainty(sign), sign)
        for each, sign in zip(best, signs, strict=True)
    ]


def _certainty(signs: Signs) -> float:
    return signs.probability if signs.stems >= FEWEST_STEMS else 0.0
