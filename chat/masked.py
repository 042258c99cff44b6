"""What the widget offers while nobody answers: opening times, other ways, articles. Call inside the
company's scope."""

from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone

from tenants.contact import href
from tenants.hours import WrittenHours
from tenants.models import ContactWay, Tenant

from .models import Article
from .render import instant

DAYS = 7
MOST_ARTICLES = 30
MOST_WORDS = 6


def offers(tenant: Tenant, language: str, now: datetime | None = None) -> dict[str, Any]:
    """`openings`: moments of the next seven days, for the reader's own zone; none where no hours
    were written down. `language`: whose articles come first."""
    now = now or timezone.now()
    hours = WrittenHours(tenant, now)
    openings = hours.schedule().openings(now, DAYS) if hours.has_week() else []
    return {
        "openings": [[instant(start), instant(end)] for start, end in openings],
        "ways": [way for row in ContactWay.objects.all() if (way := _way(row))["href"]],
        "articles": articles("", language),
    }


def _way(row: ContactWay) -> dict[str, str]:
    return {"kind": row.kind, "label": row.label, "value": row.value, "href": href(row)}


def articles(search: str, language: str) -> list[dict[str, Any]]:
    """[{"id", "title"}]: public ones with all the words; those in the reader's language come first,
    then those with a word in the title."""
    rows = Article.objects.filter(is_public=True)
    words = search.split()[:MOST_WORDS]
    for word in words:
        rows = rows.filter(Q(title__icontains=word) | Q(body__icontains=word))
    titled = Q(*(Q(title__icontains=word) for word in words))
    ordered = rows.annotate(
        spoken=_rank(Q(language__istartswith=language[:2]) if language else Q()),
        titled=_rank(titled),
    ).order_by("spoken", "titled", "title", "pk")
    return list(ordered.values("id", "title")[:MOST_ARTICLES])


def _rank(first: Q) -> Any:
    if not first:
        return Value(0, output_field=IntegerField())
    return Case(When(first, then=0), default=1, output_field=IntegerField())


def article(article_id: int) -> dict[str, Any] | None:
    """A public one, or None."""
    row = Article.objects.filter(is_public=True, pk=article_id).first()
    if row is None:
        return None
    return {
        "id": row.pk,
        "title": row.title,
        "body": row.body,
        "source": row.source_url or None,
        "reviewed": row.reviewed_on.isoformat(),
        "language": row.language,
    }
