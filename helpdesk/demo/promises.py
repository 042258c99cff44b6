"""What Acme has promised: two of Omar's, and one that the team is to keep."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from chat.models import Conversation
from feedback.actions.promises import promise
from feedback.promises.times import after_opening_hours, rounded_up
from tenants.hours import WrittenHours
from tenants.models import Membership, Tenant

# Where the chat began, who promises, whether they keep it themselves, after how many opening hours
# (0: in fifty minutes), and what.
PROMISES = [
    ("/delivery", "omar", True, 0, "when the Floor Willow leaves for Norway"),
    ("/lamps/fireflies", "sam", False, 4, "whether there is a longer cable for the balcony"),
    ("/lamps/floor-willow", "omar", True, 10, "when the boxes say the right height"),
]
SOON = timedelta(minutes=50)


def promise_some(tenant: Tenant, people: dict[str, Membership]) -> None:
    """Call inside the company's scope, once its hours are known."""
    now = timezone.now()
    schedule = WrittenHours(tenant, now).schedule()
    for page, who, keeps_it, hours, what in PROMISES:
        member = people[who]
        chat = Conversation.objects.closed().filter(page_url__endswith=page).earliest("pk")
        promise(
            member=member,
            conversation_id=chat.pk,
            client_id=uuid5(NAMESPACE_URL, what),
            what=what,
            due_at=after_opening_hours(schedule, now, hours) if hours else rounded_up(now + SOON),
            keeper_id=member.pk if keeps_it else None,
        )
