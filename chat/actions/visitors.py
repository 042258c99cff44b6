import secrets
from typing import Any

from chat.models import Visitor
from tenants.models import Tenant


def new_visitor(
    *, tenant: Tenant, locale: str = "", page: dict[str, Any] | None = None
) -> tuple[Visitor, str]:
    """A visitor nobody knows anything about, and the token (32 hex digits) only they will have."""
    token = secrets.token_hex(16)
    visitor = Visitor.objects.create(
        tenant=tenant, token_hash=Visitor.hash(token), locale=locale, **_page_columns(page)
    )
    return visitor, token


def note_page(*, visitor: Visitor, locale: str = "", page: dict[str, Any] | None = None) -> None:
    """Where the visitor is now; used for the next conversation they start."""
    changes = _page_columns(page) | ({"locale": locale} if locale else {})
    if any(getattr(visitor, name) != value for name, value in changes.items()):
        Visitor.objects.filter(pk=visitor.pk).update(**changes)


def _page_columns(page: dict[str, Any] | None) -> dict[str, str]:
    if page is None:
        return {}
    return {"page_url": page["url"], "page_title": page["title"]}
