"""A believable year of a company, written faster than it was real: seasons, weekdays and hours,
departments and people with their own pace, waits, chats nobody answered in time, ratings, promises,
moods, reviews, tags and topics. Told by a seed; nothing in it has happened."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from django.db import transaction
from django.utils import timezone

from chat.history import write_history
from tenants.hours import zone_named
from tenants.models import RIGHTS, Department, Membership, Role, Tenant

from .year_after import Aftermath
from .year_chats import Teller, Worker
from .year_times import moments

AT_ONCE = 1000
OFTEN = {Role.OPERATOR: 6, Role.SUPERVISOR: 3, Role.TRAINEE: 2, Role.ADMIN: 1, Role.OWNER: 1}


class NobodyThere(ValueError):
    """A company nobody answers for has no chats."""


def write_year(
    tenant: Tenant,
    conversations: int,
    *,
    seed: int = 1,
    until: datetime | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> int:
    """Writes that many chats of the year before `until`, a batch a transaction; `tell` is called
    with how many there are. Call inside the company's scope, outside a transaction where it is
    long. Raises NobodyThere."""
    until, chance = until or timezone.now(), Random(seed)
    people = list(Membership.objects.active().defer("photo"))
    if not people:
        raise NobodyThere
    departments = dict(Department.objects.values_list("name", "pk"))
    teller = Teller(tenant, _workers(people, chance), departments, chance)
    reviewers = [each for each in people if "oversee" in RIGHTS[each.role]]
    aftermath = Aftermath(tenant, reviewers, until, chance)
    begins = moments(conversations, until, zone_named(tenant.zone), chance)
    for start in range(0, len(begins), AT_ONCE):
        told = [teller.tell(at) for at in begins[start : start + AT_ONCE]]
        told = [each for each in told if each.chat.closed_at < until]
        with transaction.atomic():
            write_history(tenant, [each.chat for each in told], is_searched=False, is_clean=True)
            aftermath.add(told)
        tell(min(len(begins), start + AT_ONCE))
    aftermath.finish()
    return len(begins)


def _workers(people: list[Membership], chance: Random) -> list[Worker]:
    """Each as often as their role answers."""
    workers = []
    for member in people:
        departments = frozenset(member.in_departments.values_list("department", flat=True))
        pace, care = chance.uniform(0.75, 1.35), chance.uniform(0.6, 1.3)
        workers += [Worker(member, departments, pace, care)] * OFTEN[Role(member.role)]
    return workers
