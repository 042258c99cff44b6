"""Chats of people who have gone come back to the head of the queue. Call inside a tenant scope."""

from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from chat.actions.assignment import back_to_the_queue, unassigned_entry
from chat.actions.log import append, by_company
from chat.alerts import alert_of_return
from chat.left_questions import somebody_answers
from chat.log import NewEntry
from chat.models import Author, Conversation, Kind, Status
from chat.team import is_here
from tenants.models import Membership, Tenant

NAMESPACE = UUID("3e0c8f4c-63f4-4c6e-8f0a-9b2ce8f1f6d0")


def return_chats_of_the_gone(tenant: Tenant) -> int:
    """Where a customer waits for somebody whose console is closed; returns how many.

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
    if row is None or row.operator is None or (row.operator.is_active and is_here(row.operator)):
        return False
    turn = f"{row.pk}.{row.last_seq}"
    who = row.operator
    back_to_the_queue(row, passed_by=[who.pk])
    name = "operator_left" if somebody_answers(row, tenant) else "masked"
    said = by_company(tenant, row.visitor, row.pk, uuid5(NAMESPACE, f"{turn}.said"), name)
    note = NewEntry(
        row.pk,
        uuid5(NAMESPACE, f"{turn}.note"),
        Kind.NOTE,
        Author.SYSTEM,
        author_name=tenant.name,
        body=_why_back(who).format(name=who.display_name),
    )
    append(row, [unassigned_entry(row, uuid5(NAMESPACE, turn)), note, said])
    alert_of_return(row, who)
    return True


def _why_back(who: Membership) -> str:
    if who.is_active:
        return _("{name}'s console is closed. Back at the head of the queue.")
    return _("{name} does not work here any more. Back at the head of the queue.")
