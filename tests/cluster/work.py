"""`python -m tests.cluster.work MAILS`: after the cast is made. Acme's chats are taken by hand, for
the replay; Globex leaves everything to the helpdesk, at a quick pace, and has mails in its outbox.
Prints who works at Globex, as JSON."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402  (apps are ready now)

from chat.ladder import own_thresholds  # noqa: E402
from feedback.models import OutgoingMail  # noqa: E402
from helpdesk.tenancy import tenant_scope  # noqa: E402
from tenants.hours import ALWAYS, keep_week  # noqa: E402
from tenants.models import Membership, Routing, Tenant, User  # noqa: E402
from tests.conftest import session_cookie  # noqa: E402
from tests.mail.workers import many_mails  # noqa: E402

QUICKLY = {
    "tell_everybody": 2,
    "tell_supervisors": 4,
    "offer_follow_up": 6,
    "nudge": 3,
    "hold": 5,
    "escalate": 8,
    "reassign": 11,
    "check": 3,
    "goodbye": 8,
}
LATER = timedelta(days=1)  # the run says when


def hire(tenant: Tenant, name: str) -> Membership:
    user = User.objects.create(email=f"{name}@{tenant.slug}.example", name=name.title())
    with tenant_scope(tenant):
        member = Membership.objects.create(
            tenant=tenant, user=user, role="operator", display_name=name.title()
        )
    member.user = user
    return member


def main(mails: int) -> None:
    Tenant.objects.filter(slug="acme").update(routing=Routing.MANUAL)
    globex = Tenant.objects.get(slug="globex")
    globex.ladder = own_thresholds(QUICKLY)
    globex.save()
    members = [hire(globex, name) for name in ("gina", "gus", "greta")]
    with tenant_scope(globex):
        keep_week(globex, ALWAYS)
        Membership.objects.update(capacity=50)
        due = {mail.pk for mail in many_mails(globex, mails)}
        OutgoingMail.objects.filter(pk__in=due).update(due_at=timezone.now() + LATER)
    print(
        json.dumps(
            {
                "id": globex.pk,
                "slug": globex.slug,
                "site_key": globex.site_key,
                "cookies": {member.user.name: session_cookie(member) for member in members},
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
