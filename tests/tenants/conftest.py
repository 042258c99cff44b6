"""Signed-in browsers of the cast, and limits that every test begins with afresh."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from helpdesk.tenancy import tenant_scope
from tenants import caps
from tests.conftest import sign_in

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def fresh_limits_and_quick_passwords(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    from django.core.cache import cache

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    limiter = FixedWindowRateLimiter(MemoryStorage())
    monkeypatch.setattr(caps, "_limiter", lambda: limiter)
    yield
    cache.clear()


@pytest.fixture
def signed_in() -> Callable[[Any], Client]:
    return lambda member: sign_in(Client(), member)


@pytest.fixture
def ada(cast: Any) -> Client:
    """The owner's browser."""
    return sign_in(Client(), cast.ada)


@pytest.fixture
def omar(cast: Any) -> Client:
    """An operator's browser."""
    return sign_in(Client(), cast.omar)


@pytest.fixture
def eve(cast: Any) -> Client:
    """The outsider's browser."""
    return sign_in(Client(), cast.eve)


def link_in(mail: EmailMessage) -> str:
    """The path of the first of our addresses in a mail."""
    found = re.search(r"https?://[^/\s]+(/(?:join|accounts)/\S+)", mail.body)
    assert found, mail.body
    return found[1]


def fresh(member: Any) -> Any:
    """The membership as the database has it now."""
    with tenant_scope(member.tenant_id):
        return type(member).objects.get(pk=member.pk)
