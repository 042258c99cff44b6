"""Who is here, and what becomes of the chats of those who are not. Call inside a tenant scope."""

from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tenants.models import Membership, Presence, Tenant

from . import agenda
from .actions.assignment import back_to_the_queue, unassigned_entry
from .actions.log import append
from .events import Push, announce, inbox_group
from .log import NewEntry
from .models import Author, Conversation, Kind, Status
from .phrases import phrase

NAMESPACE = UUID("3e0c8f4c-63f4-4c6e-8f0a-9b2ce8f1f6d0")
ACTIVITY_COUNTS_EVERY = timedelta(seconds=30)


@transaction.atomic
def choose_presence(*, member: Membership, presence: str) -> None:
    """What somebody says of themselves; `presence` is one of `Presence`."""
    Membership.objects.filter(pk=member.pk).update(
        presence=presence, is_away_by_itself=False, active_at=timezone.now()
    )
    tell_presence(member.tenant_id, member.pk)
    agenda.look_soon(member.tenant_id)


@transaction.atomic
def pause_after_chat(*, member: Membership, is_on: bool) -> None:
    Membership.objects.filter(pk=member.pk).update(pauses_after_chat=is_on)
    tell_presence(member.tenant_id, member.pk)


@transaction.atomic
def note_activity(*, member: Membership) -> None:
    """Somebody did something; those who were away only by silence are back."""
    now = timezone.now()
    rows = Membership.objects.filter(pk=member.pk)
    rows.filter(Q(active_at=None) | Q(active_at__lt=now - ACTIVITY_COUNTS_EVERY)).update(
        active_at=now
    )
    if rows.filter(is_away_by_itself=True).update(
        presence=Presence.ONLINE, is_away_by_itself=False, active_at=now
    ):
        tell_presence(member.tenant_id, member.pk)
        agenda.look_soon(member.tenant_id)


def send_away_the_silent(tenant: Tenant) -> None:
    """Online and nothing done for long: away, until they do something."""
    since = timezone.now() - timedelta(seconds=tenant.away_after_s)
    silent = Membership.objects.answering().filter(active_at__lt=since)
    for pk in silent.values_list("pk", flat=True):
        with transaction.atomic():
            Membership.objects.filter(pk=pk, active_at__lt=since).update(
                presence=Presence.AWAY, is_away_by_itself=True
            )
            tell_presence(tenant.pk, pk)


def tell_presence(tenant_id: int, member_id: int) -> None:
    row = Membership.objects.defer("photo").get(pk=member_id)
    frame = {"type": "presence", "member": member_id, **presence_of(row)}
    announce([Push(inbox_group(tenant_id), frame)])


def presence_of(member: Membership) -> dict[str, object]:
    """As colleagues see it."""
    is_here = member.online_until is not None and member.online_until > timezone.now()
    return {
        "presence": member.presence if is_here else "offline",
        "name": member.display_name,
        "capacity": member.capacity,
        "pauses_after_chat": member.pauses_after_chat,
    }


def return_chats_of_the_gone(tenant: Tenant) -> int:
    """Chats in which a customer waits for somebody whose console is closed go back to the queue.

    `online_until` leaves room for a reload. Chats where nobody waits stay with their operator,
    unless that one does not work here any more.
    """
    gone = Membership.objects.exclude(pk__in=Membership.objects.here().values("pk"))
    left = Membership.objects.filter(ended_at__isnull=False)
    rows = Conversation.objects.filter(
        Q(waiting_since__isnull=False, operator__in=gone) | Q(operator__in=left),
        status=Status.OPEN,
    )
    return sum(_return(tenant, pk) for pk in list(rows.values_list("pk", flat=True)))


@transaction.atomic
def _return(tenant: Tenant, conversation_id: int) -> bool:
    row = (
        Conversation.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        .select_related("visitor", "operator")
        .filter(pk=conversation_id, status=Status.OPEN)
        .first()
    )
    if row is None or row.operator is None or _is_here(row.operator):
        return False
    turn = f"{row.pk}.{row.last_seq}"
    who = row.operator.display_name
    back_to_the_queue(row, passed_by=[row.operator_id])
    said = NewEntry(
        row.pk,
        uuid5(NAMESPACE, f"{turn}.said"),
        Kind.MESSAGE,
        Author.AUTOMATIC,
        body=phrase("operator_left", tenant, row.visitor.locale),
        author_name=tenant.name,
        data={"auto": "operator_left"},
    )
    note = NewEntry(
        row.pk,
        uuid5(NAMESPACE, f"{turn}.note"),
        Kind.NOTE,
        Author.SYSTEM,
        body=f"{who}'s console is closed. Back at the head of the queue.",
    )
    append(row, [unassigned_entry(row, uuid5(NAMESPACE, turn)), note, said])
    return True


def _is_here(member: Membership) -> bool:
    return member.online_until is not None and member.online_until > timezone.now()
