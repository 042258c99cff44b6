"""What an installation must not begin with: each is told in one line, with what to do.

Read by the settings, and so by every program of a copy before it does anything."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50  # as `manage.py check --deploy` has it
FEWEST_SIGNS = 12  # different ones; 50 random characters have more than 25
NEW_KEY = "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
SWITCHED_ON = {"1", "true", "yes", "on"}


def refuse_unsafe(
    *, secret_key: str, public_url: str, allowed_hosts: Sequence[str], debug: str = ""
) -> None:
    """For what serves people. Raises ImproperlyConfigured with the first thing that is wrong."""
    wrong = next(
        _what_is_wrong(secret_key, public_url.rstrip("/"), allowed_hosts, debug.lower()), None
    )
    if wrong:
        raise ImproperlyConfigured(f"{wrong} See docs/operations.md.")


def _what_is_wrong(key: str, url: str, hosts: Sequence[str], debug: str) -> Iterator[str]:
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS:
        yield f"SECRET_KEY can be guessed: it needs {SHORTEST_KEY} random characters ({NEW_KEY})."
    at = urlsplit(url)
    if at.scheme not in ("https", "http") or not at.hostname or at.path or at.query:
        yield "PUBLIC_URL is not an address like https://chat.example.com."
    if at.scheme == "http" and at.hostname not in THIS_MACHINE:
        yield "PUBLIC_URL is http: sessions could be read on the way. Use https, with a proxy."
    if any("*" in host for host in hosts):
        yield "ALLOWED_HOSTS has a *: anybody could choose our name. List the names."
    if not any(_fits(at.hostname or "", host) for host in hosts):
        yield f"ALLOWED_HOSTS lacks {at.hostname}, the host of PUBLIC_URL."
    if debug in SWITCHED_ON:
        yield "DEBUG is set: it would show our insides, so there is no such switch. Unset it."


def _fits(name: str, listed: str) -> bool:
    return name == listed or (listed.startswith(".") and f".{name}".endswith(listed))
