"""`python -m tests.protocol.elsewhere`: signs in Eve of another company, for the fuzzing to look
out for; prints where she works, as JSON. Call after `tests.faults.cast`."""

import json

import django

django.setup()

from helpdesk.tenancy import tenant_scope  # noqa: E402  (apps are ready now)
from tenants.models import Membership, Tenant  # noqa: E402
from tests.conftest import session_cookie  # noqa: E402

company = Tenant.objects.get(slug="globex")
with tenant_scope(company):
    eve = Membership.objects.select_related("user").get()
print(
    json.dumps(
        {
            "tenant_id": company.pk,
            "slug": company.slug,
            "site_key": company.site_key,
            "members": {"eve": eve.pk},
            "cookies": {"eve": session_cookie(eve)},
        }
    )
)
