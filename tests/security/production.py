"""Looks at a production-like copy from inside: run as a program, says what it found as JSON."""

import json

import django
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings, setup_test_environment

PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def look() -> dict:
    setup_test_environment()
    with override_settings(STORAGES=settings.STORAGES | PLAIN):  # nothing was collected here
        return _look()


def _look() -> dict:
    call_command("check", deploy=True, fail_level="INFO")
    host = settings.ALLOWED_HOSTS[0]
    page = Client().get("/accounts/login/", secure=True, headers={"host": host})
    plain = Client().get("/accounts/login/", headers={"host": host})
    told = Client().get("/.well-known/security.txt", secure=True, headers={"host": host})
    return {
        "headers": dict(page.headers),
        "cookies": {name: dict(cookie) for name, cookie in page.cookies.items()},
        "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE],
        "plain": [plain.status_code, plain.headers.get("Location")],
        "security.txt": told.content.decode(),
        "debug": settings.DEBUG,
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(look()))
