"""Whether an article is still known to be true."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone

from chat.models import Article
from tenants.models import Tenant


def today_of(tenant: Tenant) -> date:
    """The date where the company is."""
    try:
        return timezone.now().astimezone(ZoneInfo(tenant.zone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.now().date()


def is_out_of_date(review_due: date | None, today: date) -> bool:
    """On the day itself it still counts."""
    return review_due is not None and review_due < today


def next_review(article: Article, today: date) -> date | None:
    """When to look again after a review today: after as long as was planned last time."""
    if article.review_due is None:
        return None
    return today + max(article.review_due - article.reviewed_on, timedelta(days=1))
