from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from chat.articles.dates import today_of
from chat.articles.stemming import save_article
from chat.models import Article
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in


@pytest.fixture
def today(cast: Any) -> date:
    return today_of(cast.acme)


@pytest.fixture
def write(cast: Any, today: date) -> Any:
    """Writes an article of Acme's down; `due_in`: days from today until its next review."""

    def write(title: str, body: str = "Text.", *, due_in: int | None = None, **facts: Any) -> Any:
        tenant = facts.pop("tenant", cast.acme)
        due = None if due_in is None else today + timedelta(days=due_in)
        with tenant_scope(tenant):
            row = Article(
                tenant=tenant,
                title=title,
                body=body,
                reviewed_on=today - timedelta(days=400),
                review_due=due,
                **facts,
            )
            return save_article(row)

    return write


@pytest.fixture
def sam(cast: Any) -> Client:
    """The supervisor's browser."""
    return sign_in(Client(), cast.sam)
