"""What a part needs in its database, stored there by a process of its own that knows Django:
`python -m bench.scale.stored KIND NUMBER`.

visitors: so many, in ten companies, who have not said anything yet; prints where each connects and
their token, as JSON. due: so many promises of one company that are due now.
"""

import json
import sys

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  (apps are ready now)

from bench.inbox_data import copies_of, person_named  # noqa: E402
from bench.scale.stored_promises import store_promises  # noqa: E402
from bench.scale.tokens import HASH, of_visitor  # noqa: E402
from chat import actions  # noqa: E402
from chat.models import Visitor  # noqa: E402
from helpdesk.tenancy import tenant_scope  # noqa: E402
from tenants.actions import found_company  # noqa: E402
from tenants.models import Membership  # noqa: E402

COMPANIES = 10


def store_visitors(number: int) -> list[tuple[str, str]]:
    """(socket path, token) of each."""
    places: list[tuple[str, str]] = []
    for company in range(COMPANIES):
        owner = found(f"company{company}")
        count = number // COMPANIES
        with tenant_scope(owner.tenant), transaction.atomic():
            _copy_visitors(owner, count)
        path = f"/ws/widget/{owner.tenant.site_key}/"
        places += [(path, of_visitor(owner.tenant_id, g)) for g in range(1, count + 1)]
    return places


def _copy_visitors(owner: Membership, count: int) -> None:
    pattern, _ = actions.new_visitor(tenant=owner.tenant, locale="en")
    own = {"token_hash": HASH.replace("{company}", str(owner.tenant_id)), "current_id": "NULL"}
    with connection.cursor() as cursor:
        rows = f"generate_series(1, {count}) g"
        cursor.execute(copies_of(Visitor, own, rows, f"t.id = {pattern.pk}"))


def found(name: str) -> Membership:
    """A company; its owner."""
    return found_company(founder=person_named(name, 0), name=name)


if __name__ == "__main__":
    kind, number = sys.argv[1], int(sys.argv[2])
    if kind == "visitors":
        print(json.dumps(store_visitors(number)))
    else:
        store_promises(found("company"), number)
