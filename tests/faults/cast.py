"""Makes the cast of the tests in an empty database, with everybody of Acme signed in.

python -m tests.faults.cast           prints the company and the cookies, as JSON
python -m tests.faults.cast sign-in   the cookies alone, of the cast that is there already
"""

import json
import sys

import django

django.setup()

from helpdesk.tenancy import tenant_scope  # noqa: E402  (apps are ready now)
from tenants.models import Membership, Tenant  # noqa: E402
from tests.conftest import make_cast, session_cookie  # noqa: E402


def cookies(acme: Tenant) -> dict[str, str]:
    """{name: Cookie header}"""
    with tenant_scope(acme):
        members = list(Membership.objects.select_related("user"))
    return {member.display_name.lower(): session_cookie(member) for member in members}


def make() -> dict:
    acme = make_cast().acme
    about = {"id": acme.pk, "slug": acme.slug, "site_key": acme.site_key}
    return about | {"cookies": cookies(acme)}


if __name__ == "__main__":
    is_there = sys.argv[1:] == ["sign-in"]
    print(json.dumps(cookies(Tenant.objects.get(slug="acme")) if is_there else make()))
