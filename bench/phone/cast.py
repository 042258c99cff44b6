"""`python -m bench.phone.cast ORIGIN`: a company that is open, with its site at ORIGIN, in an empty
database, and the files of the widget as they are served; prints its site key."""

import sys

import django

django.setup()

from helpdesk import collected  # noqa: E402  (apps are ready now)
from helpdesk.tenancy import tenant_scope  # noqa: E402
from tenants.actions import found_company  # noqa: E402
from tenants.hours import ALWAYS, keep_week  # noqa: E402
from tenants.models import User  # noqa: E402

collected.bring_up_to_date()
founder = User.objects.create_user("olga@proof.example", name="Olga")
tenant = found_company(founder=founder, name="Garden tools").tenant
tenant.allowed_origins = sys.argv[1:2]
tenant.save(update_fields=["allowed_origins"])
with tenant_scope(tenant):
    keep_week(tenant, ALWAYS)
print(tenant.site_key)
