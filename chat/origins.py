"""Who may open a socket or post a frame from a browser: our own host, and for the widget the
company's sites."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.http.request import split_domain_port, validate_host


def is_own(origin: str | None, host: str | None) -> bool:
    """The origin is PUBLIC_URL's, or the very host that was asked for if we serve that one."""
    if not origin or not host:
        return False
    if origin == settings.PUBLIC_URL:
        return True
    schemes = ("https",) if settings.SECURE_COOKIES else ("https", "http")
    return origin in [f"{scheme}://{host}" for scheme in schemes] and _is_served(host)


def _is_served(host: str) -> bool:
    """Who sends a request also writes its Host header: it vouches for nothing by itself."""
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def is_listed(origin: str | None, allowed: Iterable[str]) -> bool:
    return bool(origin) and origin in set(allowed)


def is_allowed(origin: str | None, host: str | None, listed: Iterable[str]) -> bool:
    return is_own(origin, host) or is_listed(origin, listed)


def headers_of(scope: Mapping[str, object]) -> dict[str, str]:
    raw: Iterable[tuple[bytes, bytes]] = scope["headers"]  # type: ignore[assignment]
    return {name.decode("latin1").lower(): value.decode("latin1") for name, value in raw}
