"""What somebody goes on to say while they wait may make their chat more urgent, never less. Call
inside a tenant scope."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F

from chat.actions.log import append
from chat.log import system_entry
from chat.models import Author, Conversation, Entry, Kind, Priority, RoutingRule

from .rules import Arrival, route

NAMESPACE = UUID("b3a9b5a2-0f0d-4d83-8f1d-6a9c0e2f7a55")
AT_ONCE = 50  # chats a look; those left over come with the next
MOST_SAID = 20  # messages of a chat, the latest
SLACK = timedelta(seconds=10)  # between the clocks of a web process and the database


def hear_again() -> int:
    """Looks at the chats whose customer has written since the rules last did; returns how many have
    become more urgent."""
    rows = Conversation.objects.waiting().filter(visitor_messages__gt=F("heard"))
    waiting = list(rows.order_by("queued_at").values_list("pk", flat=True)[:AT_ONCE])
    if not waiting:
        return 0
    rules = list(RoutingRule.objects.filter(priority__isnull=False))
    return sum(_hear(pk, rules) for pk in waiting)


@transaction.atomic
def _hear(conversation_id: int, rules: Sequence[RoutingRule]) -> bool:
    rows = Conversation.objects.waiting().filter(
        pk=conversation_id, visitor_messages__gt=F("heard")
    )
    rows = rows.select_for_update(no_key=True, skip_locked=True, of=("self",))
    conversation = rows.select_related("visitor").first()
    if conversation is None:
        return False
    conversation.heard = conversation.visitor_messages
    wanted = route(_arrival(conversation), rules).priority if rules else Priority.LOW
    is_raised = wanted < conversation.priority and not is_set_by_hand(conversation)
    if is_raised:
        conversation.priority = wanted
    conversation.save(update_fields=["heard", "priority"])
    if is_raised:
        _tell(conversation)
    return is_raised


def _arrival(conversation: Conversation) -> Arrival:
    visitor = conversation.visitor
    return Arrival(
        conversation.page_url,
        _said(conversation),
        visitor.spoken,
        Conversation.objects.filter(visitor=visitor, pk__lt=conversation.pk).exists(),
        visitor.department_id,
    )


def _said(conversation: Conversation) -> tuple[str, ...]:
    """By the customer, since they began to wait."""
    rows = Entry.objects.filter(
        conversation=conversation,
        kind=Kind.MESSAGE,
        author=Author.VISITOR,
        at__gte=conversation.queued_at - SLACK,
    )
    return tuple(rows.order_by("-seq").values_list("body", flat=True)[:MOST_SAID])


def is_set_by_hand(conversation: Conversation) -> bool:
    """An operator has decided on it; rules do not know better."""
    by_hand = {"kind": Kind.CHANGED, "author": Author.OPERATOR, "data__what": "priority"}
    return Entry.objects.filter(conversation=conversation, **by_hand).exists()


def _tell(conversation: Conversation) -> None:
    turn = f"{conversation.tenant_id}.{conversation.pk}.{conversation.last_seq}.raised"
    data = {"what": "raised", "value": Priority(conversation.priority).name.lower()}
    entry = system_entry(conversation.pk, uuid5(NAMESPACE, turn), Kind.CHANGED, data=data)
    append(conversation, [entry])
