"""`python -m bench.ordinary.cast COMPANIES OPERATORS CHATS`: makes the tables and who
chats there, and prints where they connect, as JSON (see bench/proof/cast.py)."""

import json
import secrets
import sys
from importlib import import_module
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  (apps are ready now)
from django.contrib.auth import (  # noqa: E402
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402

from .models import Company, Conversation  # noqa: E402


def make(companies: int, operators: int, chats: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)  # Django's own tables, which ours refer to
    call_command("migrate", run_syncdb=True, verbosity=0)
    plan: dict[str, Any] = {"visitors": [], "operators": []}
    for number in range(companies):
        company = Company.objects.create(slug=f"company-{number}")
        for seat in range(operators):
            operator = User.objects.create_user(f"operator-{number}-{seat}")
            company.operators.add(operator)
            address = {"path": "/operator/", "headers": {"Cookie": sign_in(operator)}}
            plan["operators"].append(address)
            made = [
                Conversation(company=company, operator=operator, token=secrets.token_hex(16))
                for _ in range(chats)
            ]
            for conversation in Conversation.objects.bulk_create(made):
                plan["visitors"].append({"path": f"/visitor/{conversation.token}/"})
    return plan


def sign_in(person: User) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


print(json.dumps(make(*map(int, sys.argv[1:4]))))
