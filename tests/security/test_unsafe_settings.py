"""Secrets come from the environment alone, and a copy that is not safe does not start."""

import json
import os
import secrets
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from helpdesk.safe_start import refuse_unsafe
from tests.server import ROOT

KEY = "kq3-7Vb_xT0mRz9LwYpH2sEuJcNfGdAiQ8oB5vXhK4tMnP1yZrCg6W"
SAFE = {
    "secret_key": KEY,
    "public_url": "https://chat.example.com",
    "allowed_hosts": ["chat.example.com"],
}
UNSAFE = [
    ({"secret_key": ""}, "SECRET_KEY"),
    ({"secret_key": "changeme"}, "SECRET_KEY"),
    ({"secret_key": KEY[:49]}, "SECRET_KEY"),
    ({"secret_key": "a" * 64}, "SECRET_KEY"),
    ({"secret_key": "0123456789" * 6}, "SECRET_KEY"),
    ({"public_url": "http://chat.example.com"}, "PUBLIC_URL is http"),
    ({"public_url": "chat.example.com"}, "PUBLIC_URL"),
    ({"public_url": "https://"}, "PUBLIC_URL"),
    ({"public_url": "https://chat.example.com/help"}, "PUBLIC_URL"),
    ({"public_url": "javascript://chat.example.com"}, "PUBLIC_URL"),
    ({"allowed_hosts": []}, "ALLOWED_HOSTS lacks"),
    ({"allowed_hosts": ["*"]}, "ALLOWED_HOSTS has a *"),
    ({"allowed_hosts": ["chat.example.com", "*.example.com"]}, "ALLOWED_HOSTS has a *"),
    ({"allowed_hosts": ["www.example.com"]}, "ALLOWED_HOSTS lacks chat.example.com"),
    ({"allowed_hosts": ["example.com"]}, "ALLOWED_HOSTS lacks"),
    ({"debug": "True"}, "DEBUG"),
    ({"debug": "1"}, "DEBUG"),
]


@pytest.mark.parametrize(("changed", "said"), UNSAFE)
def test_an_unsafe_copy_says_what_is_wrong_and_what_to_do(changed, said):
    with pytest.raises(ImproperlyConfigured, match=said.replace("*", r"\*")) as refused:
        refuse_unsafe(**SAFE | changed)
    assert "docs/operations.md" in str(refused.value)
    assert KEY[:9] not in str(refused.value)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"allowed_hosts": ["localhost", ".example.com"]},
        {"public_url": "http://127.0.0.1:8000", "allowed_hosts": ["127.0.0.1"]},
        {"debug": "false"},
    ],
)
def test_a_safe_one_starts(changed):
    refuse_unsafe(**SAFE | changed)


def in_production(*command, **changed):
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "helpdesk.settings",
        "PYTHONPATH": str(ROOT),
        "VAR": os.environ["VAR"],
        "SECRET_KEY": secrets.token_urlsafe(50),
        "PUBLIC_URL": "https://chat.example.com",
        "ALLOWED_HOSTS": "chat.example.com",
        "BEHIND_PROXY": "true",
        "DATABASE_URL": os.environ["DATABASE_URL"],
        "REDIS_URL": os.environ["REDIS_URL"],
        "EMAIL_URL": "smtp+tls://user:password@mail.example.com:587",
        "SECURITY_CONTACT": "mailto:security@example.com",
        "HELPDESK_ENV": "production",
    }
    return subprocess.run(
        [sys.executable, *command],
        env={name: each for name, each in (environment | changed).items() if each is not None},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_nothing_starts_without_a_secret_of_its_own():
    done = in_production("manage.py", "check", SECRET_KEY=None)
    assert done.returncode != 0
    assert done.stderr.strip().startswith("SECRET_KEY is not set.")


def test_a_copy_in_production_is_shut_on_every_side():
    done = in_production("-m", "tests.security.production")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    headers = found["headers"]
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "upgrade-insecure-requests" in headers["Content-Security-Policy"]
    assert found["plain"] == [301, "https://chat.example.com/accounts/login/"]
    assert found["session"] == ["__Host-session", True]
    for name, cookie in found["cookies"].items():
        assert name.startswith("__Host-")
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        assert cookie["samesite"] in ("Lax", "Strict")
    assert "Contact: mailto:security@example.com" in found["security.txt"]
    assert found["debug"] is False
