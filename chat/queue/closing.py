"""Who still waits when the hours end is told so, and rests until they begin again, instead of being
promised somebody all night. Call inside a tenant scope."""

from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from chat.actions.log import append, by_company
from chat.availability import read_off
from chat.left_questions import LEFT, place_of
from chat.log import NewEntry
from chat.models import Author, Conversation, Entry, Kind
from chat.roster import Roster
from tenants.models import Tenant

NAMESPACE = UUID("a9c8f6c2-7f0b-4b1e-93f7-5d1b0c4c7a10")
AT_ONCE = 500
MASKED = "masked"  # of chat.phrases
AT_REST = {
    "step": 0,
    "due_at": None,
    "offered_to": None,
    "offer_ends_at": None,
    "passed_by": [],
    "shown": None,
}


def rest_when_closed(tenant: Tenant) -> int:
    """By the hours alone: that nobody is there during them is what the ladder is for. Returns how
    many."""
    rows = Conversation.objects.waiting().filter(snoozed_until=None).exclude(LEFT)
    waiting = list(rows.select_related("department").order_by("queued_at")[:AT_ONCE])
    if not waiting:
        return 0
    roster = Roster(tenant, timezone.now())
    places = {row.pk: place_of(row) for row in waiting}
    states = {place: read_off(roster, place and place.pk) for place in set(places.values())}
    closed = [pk for pk, place in places.items() if states[place].reason == "closed"]
    return sum(_rest(tenant, pk) for pk in closed)


@transaction.atomic
def _rest(tenant: Tenant, conversation_id: int) -> bool:
    rows = Conversation.objects.waiting().filter(pk=conversation_id, snoozed_until=None)
    rows = rows.exclude(LEFT).select_related("visitor")
    conversation = rows.select_for_update(no_key=True, skip_locked=True, of=("self",)).first()
    if conversation is None:
        return False
    for name, value in AT_REST.items():
        setattr(conversation, name, value)
    conversation.save(update_fields=list(AT_REST))
    if not _knows(conversation):
        append(conversation, [_said(conversation, tenant)])
    return True


def _knows(conversation: Conversation) -> bool:
    """They were told, and have said nothing since: who comes and goes outside of the hours is no
    news to them."""
    rows = Entry.objects.filter(conversation=conversation, kind=Kind.MESSAGE)
    rows = rows.filter(Q(author=Author.VISITOR) | Q(data__auto=MASKED))
    return rows.order_by("-seq").values_list("author", flat=True).first() == Author.AUTOMATIC


def _said(conversation: Conversation, tenant: Tenant) -> NewEntry:
    turn = f"{conversation.tenant_id}.{conversation.pk}.{conversation.last_seq}"
    said = uuid5(NAMESPACE, turn)
    return by_company(tenant, conversation.visitor, conversation.pk, said, MASKED)
