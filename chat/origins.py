"""Who may open a socket or post a frame from a browser: our own host, and for the widget the
company's sites."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from django.conf import settings


def is_own(origin: str | None, host: str | None) -> bool:
    """The origin is PUBLIC_URL's, or the very host that was asked for."""
    if not origin or origin == "null":
        return False
    if origin == settings.PUBLIC_URL:
        return True
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and bool(host) and parts.netloc == host


def is_listed(origin: str | None, allowed: Iterable[str]) -> bool:
    return bool(origin) and origin in set(allowed)


def headers_of(scope: Mapping[str, object]) -> dict[str, str]:
    raw: Iterable[tuple[bytes, bytes]] = scope["headers"]  # type: ignore[assignment]
    return {name.decode("latin1").lower(): value.decode("latin1") for name, value in raw}
