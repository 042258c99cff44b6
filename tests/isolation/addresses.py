"""Every address the project answers, from its own address book."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLResolver, get_resolver
from django.utils.regex_helper import normalize


def routes() -> list[str]:
    """Every route with its arguments as %(name)s, such as "t/%(slug)s/people/%(member_id)s/"."""
    return [normalize(regex)[0][0] for regex in _regexes(get_resolver())]


def _regexes(resolver: Any, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        regex = before + pattern.pattern.regex.pattern.lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from _regexes(pattern, regex)
        else:
            yield regex


COMPANY = "t/%(slug)s/"
API = "api/v1/"  # by a token: tests/api/test_outsiders.py walks what the schema tells

# Routes that are not a company's. Each is here on purpose.
PUBLIC = {
    "",
    "healthz",
    "readyz",
    "metrics",
    "metrics/installation",
    ".well-known/security.txt",
    "accounts/login/",
    "accounts/logout/",
    "accounts/inactive/",
    "accounts/signup/",
    "accounts/reauthenticate/",
    "accounts/email/",
    "accounts/confirm-email/",
    "accounts/password/change/",
    "accounts/password/set/",
    "accounts/password/reset/",
    "accounts/login/code/confirm/",
    "accounts/confirm-email/%(key)s/",
    "accounts/password/reset/key/done/",
    "accounts/password/reset/key/%(uidb36)s-%(key)s/",
    "accounts/password/reset/done/",
    "accounts/security/",
    "accounts/security/authenticate/",
    "accounts/security/reauthenticate/",
    "accounts/security/totp/activate/",
    "accounts/security/totp/deactivate/",
    "accounts/security/recovery-codes/",
    "accounts/security/recovery-codes/generate/",
    "accounts/security/recovery-codes/download/",
    "accounts/security/webauthn/",
    "accounts/security/webauthn/add/",
    "accounts/security/webauthn/login/",
    "accounts/security/webauthn/reauthenticate/",
    "accounts/security/webauthn/keys/%(pk)s/edit/",
    "accounts/security/webauthn/keys/%(pk)s/remove/",
    "sign-in/",
    "sign-in/%(slug)s/",
    "sign-in/%(slug)s/go/",
    "sign-in/%(slug)s/back/",
    "sign-in/%(slug)s/second-factor/",
    "companies/join/%(slug)s/",
    "accounts/security/sessions/end/",
    "accounts/security/sessions/%(row_id)s/end/",
    "companies/",
    "companies/new/",
    "companies/stay/%(token)s/",
    "join/%(slug)s/%(token)s/",
    "portraits/%(tenant_id)s/%(photo_hash)s.webp",
    "widget.js",
    "widget/%(key)s/",
    "widget/%(key)s/config/",
    "widget/%(key)s/frames/",
    "widget/%(key)s/files/",
    "widget/%(key)s/words/",
    "widget/%(key)s/files/%(token)s/",
    "files/%(tenant_id)s/%(token)s/%(name)s",
    "transcript/%(key)s/",
    "transcript/%(key)s/%(token)s/",
    "anymail/%(provider)s/tracking/",
    "payments/stripe/",
    "platform/",
    "platform/login/",
    "platform/logout/",
    "platform/jsi18n/",
    "platform/health/",
    "platform/companies/",
    "platform/companies/gone/",
    "platform/companies/%(object_id)s/change/",
    "platform/companies/%(tenant_id)s/plan/",
    "platform/companies/%(tenant_id)s/disable/",
    "platform/companies/%(tenant_id)s/enable/",
    "platform/companies/%(tenant_id)s/stay/",
    "platform/companies/%(tenant_id)s/enter/",
    "platform/companies/%(tenant_id)s/inside/",
    "platform/companies/%(tenant_id)s/inside/chats/",
    "platform/companies/%(tenant_id)s/inside/chats/%(number)s/",
    "platform/companies/%(tenant_id)s/inside/audit/",
    "platform/companies/%(tenant_id)s/inside/leave/",
    "m/%(key)s/back/%(token)s/",
    "m/%(key)s/solved/%(token)s/",
    "m/%(key)s/rate/%(token)s/",
    "m/%(key)s/unsubscribe/%(token)s/",
    "m/%(key)s/confirm/%(token)s/",
    "privacy/%(key)s/%(token)s/",
    "privacy/%(key)s/%(token)s/take-back/",
    "privacy/%(key)s/%(token)s/receipts/%(receipt)s/",
    "privacy/%(key)s/%(token)s/my-data.json",
    "privacy/%(key)s/%(token)s/my-data.html",
    "privacy/%(key)s/%(token)s/erase/",
    "api/v1/openapi.json",
    "api/v1/docs/",
    "api/%(rest)s",
    "dev/mail/",
    "demo/shop/",
}
