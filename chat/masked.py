"""What the widget offers while nobody answers: opening times, other ways, articles. Call inside the
company's scope."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from tenants.contact import href
from tenants.hours import WrittenHours
from tenants.models import ContactWay, Tenant

from .articles import public_article, public_articles
from .render import instant

DAYS = 7


def offers(tenant: Tenant, language: str, now: datetime | None = None) -> dict[str, Any]:
    """`openings`: moments of the next seven days, for the reader's own zone; none where no hours
    were written down. `language`: whose articles come first."""
    now = now or timezone.now()
    hours = WrittenHours(tenant, now)
    openings = hours.schedule().openings(now, DAYS) if hours.has_week() else []
    return {
        "openings": [[instant(start), instant(end)] for start, end in openings],
        "ways": [way for row in ContactWay.objects.all() if (way := _way(row))["href"]],
        "articles": articles(tenant, "", language),
    }


def _way(row: ContactWay) -> dict[str, str]:
    return {"kind": row.kind, "label": row.label, "value": row.value, "href": href(row)}


def articles(tenant: Tenant, search: str, language: str) -> list[dict[str, Any]]:
    """[{"id", "title"}]: what customers may read, see `chat.articles.public_articles`."""
    found = public_articles(tenant, search, language)
    return [{"id": row["id"], "title": row["title"]} for row in found]


def article(tenant: Tenant, article_id: int) -> dict[str, Any] | None:
    """One of them, or None."""
    return public_article(tenant, article_id)
