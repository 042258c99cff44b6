"""Brings what Acme knows from articles.toml into its articles."""

import tomllib
from datetime import timedelta
from pathlib import Path

from chat.articles.dates import today_of
from chat.articles.stemming import save_article
from chat.models import Article
from tenants.models import Tenant

from .telling import SHOP

WRITTEN = Path(__file__).with_name("articles.toml")


def write_articles(tenant: Tenant) -> None:
    """Call inside the company's scope."""
    with WRITTEN.open("rb") as file:
        articles = tomllib.load(file)["article"]
    for facts in articles:
        save_article(_article(tenant, **facts))


def _article(
    tenant: Tenant,
    *,
    title: str,
    body: str,
    reviewed: int,
    due: int,
    page: str = "",
    language: str = "en",
    public: bool = True,
) -> Article:
    today = today_of(tenant)
    return Article(
        tenant=tenant,
        title=title,
        body=body.strip(),
        language=language,
        source_url=SHOP + page if page else "",
        reviewed_on=today - timedelta(days=reviewed),
        review_due=today + timedelta(days=due),
        is_public=public,
    )
