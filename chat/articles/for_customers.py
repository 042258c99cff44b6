"""Articles that customers read, while nobody is there to answer."""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from django.db.models import Q, QuerySet

from chat.models import Article
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from .dates import today_of
from .ranking import rank, stems_of

MOST = 30
MOST_WORDS = 6


def public_articles(tenant: Tenant, words: str = "", language: str = "") -> list[dict[str, Any]]:
    """What customers may read, at most 30: best first for `words`, else by title; those in their
    language come first. Articles whose review is overdue are left out, so that nobody reads what is
    no longer true. Each {"id", "title", "body", "language", "source", "reviewed"}.
    """
    with tenant_scope(tenant):
        found = _found(tenant, words, language) if words.strip() else _public(tenant)
        theirs = sorted(found, key=lambda row: row.language != spoken(language))
        return [told(row) for row in theirs[:MOST]]


def public_article(tenant: Tenant, article_id: int) -> dict[str, Any] | None:
    """One of them, or None."""
    with tenant_scope(tenant):
        row = _public(tenant).filter(pk=article_id).first()
    return told(row) if row else None


def _public(tenant: Tenant) -> QuerySet[Article]:
    return Article.objects.filter(is_public=True).exclude(review_due__lt=today_of(tenant))


def _found(tenant: Tenant, words: str, language: str) -> Iterable[Article]:
    """By stems; by their letters where no stem is the same, as while a word is being typed."""
    public = _public(tenant)
    ids = rank(
        stems_of(words),
        language=spoken(language),
        most=MOST,
        only_public=True,
        fresh_on=today_of(tenant),
    )
    if ids:
        found = public.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]
    return with_letters(public, words)


def with_letters(rows: QuerySet[Article], words: str) -> QuerySet[Article]:
    """Those that have each of the first words somewhere, if only as the beginning of another."""
    return reduce(_with_word, words.replace("\x00", "").split()[:MOST_WORDS], rows)


def _with_word(rows: QuerySet[Article], word: str) -> QuerySet[Article]:
    return rows.filter(Q(title__icontains=word) | Q(body__icontains=word))


def spoken(language: str) -> str:
    """ "de" of "de-AT"."""
    return language.lower().split("-")[0]


def told(article: Article) -> dict[str, Any]:
    return {
        "id": article.pk,
        "title": article.title,
        "body": article.body,
        "language": article.language,
        "source": article.source_url or None,
        "reviewed": article.reviewed_on.isoformat(),
    }
