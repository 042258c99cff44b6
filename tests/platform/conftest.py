"""Pat of the platform: staff, with a second factor that this very session has shown."""

import time
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.test import Client

from tenants.models import User
from tenants.signin.standing import SIGNED_IN_AT
from tests.conftest import BACKEND


def make_pat(*, factor: bool = True) -> User:
    pat = User.objects.create_user("pat@platform.example", name="Pat", is_staff=True)
    if factor:
        Authenticator.objects.create(user=pat, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return pat


def browser_of(person: User, *, showed: bool = True, ago_s: int = 0) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    if showed:
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "at": time.time() - ago_s, "reauthenticated": True}
        ]
        session[SIGNED_IN_AT] = time.time() - ago_s
        session.save()
    return client


@pytest.fixture
def pat(cast: Any) -> Client:
    return browser_of(make_pat())
