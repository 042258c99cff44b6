import secrets
from typing import Any

from chat.context import with_page
from chat.models import Visitor
from tenants.models import Tenant


def new_visitor(
    *, tenant: Tenant, page: dict[str, Any] | None = None, **said: str
) -> tuple[Visitor, str]:
    """A visitor nobody knows anything about, and the token (32 hex digits) only they will have.

    `said` by the browser: locale, language (one of ours), zone; "" where it did not.
    """
    token = secrets.token_hex(16)
    columns = said | _page_columns(page, [])
    visitor = Visitor.objects.create(tenant=tenant, token_hash=Visitor.hash(token), **columns)
    return visitor, token


def note_page(
    *,
    visitor: Visitor,
    page: dict[str, Any] | None = None,
    is_fresh: bool = False,
    **said: str,
) -> bool:
    """Where the visitor is now; used for the next conversation they start, and their trail.
    Returns whether that is another page.

    `said` as for `new_visitor`; what is not said again stays. `is_fresh`: read just now, else
    another tab may have gone on.
    """
    changes: dict[str, Any] = {name: value for name, value in said.items() if value}
    if page is not None:
        changes |= _page_columns(page, visitor.trail if is_fresh else _trail(visitor))
    changes = {name: new for name, new in changes.items() if getattr(visitor, name) != new}
    if changes:
        Visitor.objects.filter(pk=visitor.pk).update(**changes)
    for name, new in changes.items():
        setattr(visitor, name, new)
    return "trail" in changes


def _page_columns(page: dict[str, Any] | None, trail: list[dict[str, str]]) -> dict[str, Any]:
    if page is None:
        return {}
    trail = with_page(trail, page)
    return {"page_url": trail[-1]["url"], "page_title": page["title"], "trail": trail}


def _trail(visitor: Visitor) -> list[dict[str, str]]:
    return Visitor.objects.values_list("trail", flat=True).get(pk=visitor.pk)
