"""People, canned replies and articles as the tables their importers read."""

from collections.abc import Iterator
from typing import Any

from chat.models import Article, CannedReply
from tenants.models import Tenant

Rows = Iterator[list[Any]]


def people(tenant: Tenant) -> Rows:
    yield ["email", "role", "name"]
    members = tenant.memberships.active().order_by("user__email")
    yield from map(list, members.values_list("user__email", "role", "display_name"))


def canned(tenant: Tenant) -> Rows:
    """The company's and those of departments; what is somebody's own stays theirs."""
    yield ["shortcut", "text", "department"]
    rows = CannedReply.objects.filter(member=None).order_by("department__position", "shortcut")
    yield from map(list, rows.values_list("shortcut", "body", "department__name"))


def articles(tenant: Tenant) -> Rows:
    yield ["title", "text", "language", "source", "checked on", "next check", "public"]
    for row in Article.objects.order_by("language", "title"):
        public = "yes" if row.is_public else "no"
        yield [
            row.title, row.body, row.language, row.source_url, row.reviewed_on,
            row.review_due, public,
        ]  # fmt: skip


TABLES = {"people": people, "canned": canned, "articles": articles}
