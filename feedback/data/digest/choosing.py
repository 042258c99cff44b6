"""Who wants it, and how often; nobody until they say so."""

from django.db import transaction
from django.utils import timezone

from chat.agenda import bring_forward
from feedback.models import Digest
from tenants.audit import record
from tenants.models import Membership

from .times import next_time

OFF = ""


@transaction.atomic
def choose(member: Membership, every: str) -> None:
    """`every`: one of Digest.Every, or OFF. Call inside the company's scope."""
    before = chosen_by(member)
    if every == OFF:
        Digest.objects.filter(member=member).delete()
    elif every != before:
        at = next_time(member.tenant, every, timezone.now())
        Digest.objects.update_or_create(
            tenant=member.tenant, member=member, defaults={"every": every, "next_at": at}
        )
        bring_forward(member.tenant_id, at)
    if every != before:
        record("person.profile_changed", target=member.display_name, digest=[before, every])


def chosen_by(member: Membership) -> str:
    row = Digest.objects.filter(member=member).first()
    return row.every if row else OFF
