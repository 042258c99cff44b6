"""Who is here and can take chats. Call inside a tenant scope.

`Membership.online_until` says how long a console counts as open: it is moved on while one is, and
turns NULL when colleagues have been told that somebody left.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Least
from django.utils import timezone

from tenants.models import Membership, Presence, Tenant

from . import agenda
from .actions.resting import rest_if_done
from .team import tell_presence

ONLINE_FOR = timedelta(seconds=50)  # two and a half beats of the server
GRACE = timedelta(seconds=30)  # for a reload, and longer than a beat of another process's socket
ACTIVITY_COUNTS_EVERY = timedelta(seconds=30)

# --- The console opens, stays open, closes ------------------------------------------------------


@transaction.atomic(savepoint=False)
def come_online(*, member: Membership) -> None:
    """A console opened. Coming back is doing something; a line that only broke is not."""
    now = timezone.now()
    row = Membership.objects.filter(pk=member.pk)
    if row.here().update(online_until=now + ONLINE_FOR):
        return
    row.update(online_until=now + ONLINE_FOR, active_at=now)
    row.filter(is_away_by_itself=True).update(presence=Presence.ONLINE, is_away_by_itself=False)
    tell_presence(member.pk)
    agenda.look_soon(member.tenant_id)


def stay_online(member_ids: Iterable[int]) -> None:
    """These people have a console open; said with every beat."""
    now = timezone.now()
    people = Membership.objects.active().filter(pk__in=list(member_ids))
    forgotten = list(people.filter(Q(online_until=None) | Q(online_until__lte=now)))
    people.update(online_until=now + ONLINE_FOR)
    for member in forgotten:  # the database was away for longer than we wait for a console
        tell_presence(member.pk)
        agenda.look_soon(member.tenant_id)


@transaction.atomic
def leave_soon(*, member: Membership) -> None:
    """The last console known here closed: gone after the grace, unless it opens again."""
    until = timezone.now() + GRACE
    row = Membership.objects.filter(pk=member.pk, online_until__isnull=False)
    if row.update(online_until=Least("online_until", until)):
        agenda.bring_forward(member.tenant_id, until)


def tell_who_left() -> int:
    """Colleagues learn who is gone, once; returns how many."""
    late = Membership.objects.filter(online_until__lte=timezone.now())
    return sum(_left(*keys) for keys in list(late.values_list("tenant_id", "pk")))


@transaction.atomic
def _left(tenant_id: int, member_id: int) -> bool:
    """The company is locked before the member, as by whoever ends a membership just now."""
    Tenant.objects.select_for_update(no_key=True).get(pk=tenant_id)
    rows = Membership.objects.filter(pk=member_id, online_until__lte=timezone.now())
    member = rows.select_for_update(no_key=True).defer("photo").first()
    if member is None:
        return False
    if member.presence == Presence.ONLINE:  # a promise of answers lasts a little longer than they
        earlier = Q(last_left_at=None) | Q(last_left_at__lt=member.online_until)
        Tenant.objects.filter(earlier, pk=tenant_id).update(last_left_at=member.online_until)
    rows.update(online_until=None)
    tell_presence(member_id)
    return True


# --- What they choose, and what silence chooses for them -----------------------------------------


@transaction.atomic
def choose_presence(*, member: Membership, presence: str) -> dict[str, Any]:
    """What somebody says of themselves; `presence` is one of `Presence`. Returns the pushed frame.

    Coming back from a pause ends "after this chat".
    """
    Membership.objects.filter(pk=member.pk).update(
        presence=presence,
        is_away_by_itself=False,
        pauses_after_chat=False,
        active_at=timezone.now(),
    )
    agenda.look_soon(member.tenant_id)
    return tell_presence(member.pk)


@transaction.atomic
def pause_after_chat(*, member: Membership, is_on: bool) -> dict[str, Any]:
    """No new chats from now on, and away with the end of the last one. Returns the pushed frame."""
    Membership.objects.filter(pk=member.pk).update(pauses_after_chat=is_on)
    if is_on:
        rest_if_done(member.pk)
    else:
        agenda.look_soon(member.tenant_id)
    return tell_presence(member.pk)


@transaction.atomic
def note_activity(*, member: Membership) -> None:
    """Somebody did something; those who were away only by silence are back."""
    now = timezone.now()
    row = Membership.objects.filter(pk=member.pk)
    stale = Q(active_at=None) | Q(active_at__lt=now - ACTIVITY_COUNTS_EVERY)
    row.filter(stale).update(active_at=now)
    if row.filter(is_away_by_itself=True).update(
        presence=Presence.ONLINE, is_away_by_itself=False, active_at=now
    ):
        tell_presence(member.pk)
        agenda.look_soon(member.tenant_id)


def send_away_the_silent(tenant: Tenant) -> None:
    """Online and nothing done for long: away, until they do something."""
    since = timezone.now() - timedelta(seconds=tenant.away_after_s)
    online = Membership.objects.here().filter(presence=Presence.ONLINE)
    for pk in list(online.filter(active_at__lt=since).values_list("pk", flat=True)):
        with transaction.atomic():
            if online.filter(pk=pk, active_at__lt=since).update(
                presence=Presence.AWAY, is_away_by_itself=True
            ):
                tell_presence(pk)


def send_to_pause() -> None:
    """Those who pause after their chat and have none any more, however it ended."""
    pausing = Membership.objects.filter(pauses_after_chat=True)
    for pk in list(pausing.values_list("pk", flat=True)):
        with transaction.atomic():
            rest_if_done(pk)
