"""Giving the chats that wait to the people who can answer.

Any number of workers may run this at once. A chat is decided on under its own row lock and a person
under theirs; whatever another worker holds is skipped, so nothing is given twice and nobody gets
more than they can hold.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from chat.actions.assignment import assigned_entry
from chat.actions.log import append
from chat.actions.offers import pass_on
from chat.events import Push, announce, inbox_group, member_group
from chat.models import Conversation, Status
from chat.reading import summary
from chat.roster import Roster
from tenants.models import Membership, Routing, Tenant

from .candidates import Candidate, candidates, is_for_everybody, load_of, with_room

MOST_LOOKED_AT = 1000
ASK_AGAIN_AFTER = timedelta(seconds=30)  # once everybody has passed a chat, all have this rest
NAMESPACE = UUID("6b0d6f0e-6a51-4d0c-9a67-0d7f6a1f9a53")


def dispatch(tenant: Tenant, *, resting: Collection[int] = ()) -> int:
    """Gives or offers what waits, in its order; returns how many. Call inside a tenant scope.

    `resting`: left while nobody answers, and not given before somebody does (chat.left_questions).
    """
    waiting = [] if tenant.routing == Routing.MANUAL else _waiting(resting)
    if not waiting:
        return 0
    roster, room, given = Roster(tenant, timezone.now()), with_room(), 0
    for conversation in waiting:
        if _is_worth_a_try(conversation, roster, room):
            member = _give(tenant, conversation.pk, roster)
            given += member is not None
            room.subtract(() if member is None else [member.pk])
    return given


def _waiting(resting: Collection[int]) -> list[Conversation]:
    now = timezone.now()
    rows = Conversation.objects.waiting().exclude(pk__in=resting)
    rows = rows.filter(
        Q(offered_to=None) | Q(offer_ends_at__lte=now),
        Q(snoozed_until=None) | Q(snoozed_until__lte=now),
    )
    ordered = rows.order_by("priority", "queued_at", "id")
    return list(ordered.only("department", "step", "offered_to", "passed_by")[:MOST_LOOKED_AT])


def _is_worth_a_try(conversation: Conversation, roster: Roster, room: Mapping[int, int]) -> bool:
    """A long line of one department does not keep the others from their people."""
    if conversation.offered_to_id or conversation.passed_by:
        return True  # an offer that ran out passes on, whoever is free
    for_all = is_for_everybody(conversation)
    on_duty = roster.may_take(conversation.department_id, is_for_everybody=for_all)
    return any(room.get(pk, 0) > 0 for pk in on_duty)


@transaction.atomic
def _give(tenant: Tenant, conversation_id: int, roster: Roster) -> Membership | None:
    conversation = (
        Conversation.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        .select_related("visitor")
        .filter(pk=conversation_id, status=Status.WAITING)
        .first()
    )
    if conversation is None or _is_on_offer(conversation):
        return None
    if conversation.offered_to_id:
        pass_on(conversation)
    found = candidates(conversation, roster) or _second_round(conversation, roster)
    member = next(filter(None, map(_claim, found)), None)
    if member is None:
        return None
    if tenant.routing == Routing.OFFER:
        _offer(conversation, member, tenant.offer_s)
    else:
        give_to(conversation, member)
    return member


def _is_on_offer(conversation: Conversation) -> bool:
    return (
        conversation.offered_to_id is not None
        and conversation.offer_ends_at is not None
        and conversation.offer_ends_at > timezone.now()
    )


def _second_round(conversation: Conversation, roster: Roster) -> list[Candidate]:
    """Everybody who could has passed: all are asked anew, or it would fall between chairs; though
    not at once, so that nobody is asked the same again and again."""
    if not conversation.passed_by:
        return []
    now = timezone.now()
    if conversation.offer_ends_at is None:
        conversation.offer_ends_at = now + ASK_AGAIN_AFTER
    elif conversation.offer_ends_at <= now:
        conversation.passed_by, conversation.offer_ends_at = [], None
    conversation.save(update_fields=["passed_by", "offer_ends_at"])
    return candidates(conversation, roster) if not conversation.passed_by else []


def _claim(candidate: Candidate) -> Membership | None:
    """The person, locked, if they still have room. None when another worker holds them."""
    member = (
        Membership.objects.answering()
        .select_for_update(no_key=True, skip_locked=True)
        .defer("photo")
        .filter(pk=candidate.member_id)
        .first()
    )
    has_room = member is not None and load_of(member.pk) < member.capacity
    return member if has_room else None


def give_to(conversation: Conversation, member: Membership) -> None:
    """Assign a locked, waiting conversation."""
    Membership.objects.filter(pk=member.pk).update(idle_since=timezone.now())
    turn = uuid5(NAMESPACE, f"{conversation.pk}.{conversation.last_seq}.{member.pk}")
    append(conversation, [assigned_entry(conversation, member, turn)])


def _offer(conversation: Conversation, member: Membership, for_s: int) -> None:
    conversation.offered_to = member
    conversation.offer_ends_at = timezone.now() + timedelta(seconds=for_s)
    conversation.save(update_fields=["offered_to", "offer_ends_at"])
    frame = {"type": "offer", "conversation": conversation.pk, "seconds": for_s}
    tenant_id = conversation.tenant_id
    announce(
        [
            Push(member_group(tenant_id, member.pk), frame),
            Push(inbox_group(tenant_id), _changed(conversation)),
        ]
    )


def _changed(conversation: Conversation) -> dict:
    return {"type": "conversation", "conversation": summary(conversation.pk)}
