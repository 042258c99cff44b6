"""Who could take a chat, best first. Call inside a tenant scope."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, OuterRef, QuerySet

from chat.models import Conversation, Status
from chat.roster import Roster
from tenants.models import Membership, MembershipQuerySet

MOST_LOAD = 100  # nobody's capacity is as large
EVERYBODY_AFTER_STEP = 2  # of the ladder: better a colleague from elsewhere than nobody


@dataclass(frozen=True, slots=True)
class Candidate:
    member_id: int
    load: int
    capacity: int


def candidates(conversation: Conversation, roster: Roster) -> list[Candidate]:
    """Online operators with room, in the order in which the chat should be given to them.

    In the department (all, where it has no members or the chat has waited long), and there by the
    hours or on purpose; with the skill and the language before those without; least load; then
    longest without a new chat.
    """
    rows = with_load(_eligible(conversation, roster)).exclude(pk__in=conversation.passed_by)
    people = [row for row in rows if row.load < row.capacity]
    people.sort(key=lambda row: (_misses(row, conversation), row.load, row.idle_since))
    return [Candidate(row.pk, row.load, row.capacity) for row in people]


def is_for_everybody(conversation: Conversation) -> bool:
    """No department was wanted, or it has waited so long that anybody may help."""
    return conversation.department_id is None or conversation.step >= EVERYBODY_AFTER_STEP


def _eligible(conversation: Conversation, roster: Roster) -> MembershipQuerySet:
    for_all = is_for_everybody(conversation)
    on_duty = roster.may_take(conversation.department_id, is_for_everybody=for_all)
    return Membership.objects.answering().filter(pk__in=on_duty).defer("photo")


def _misses(member: Membership, conversation: Conversation) -> int:
    """How much of what the chat wants this person lacks: nobody is left out for it."""
    skill = bool(conversation.skill) and conversation.skill not in member.skills
    spoken = conversation.visitor.spoken.partition("-")[0].lower()
    language = bool(spoken and member.languages) and spoken not in member.languages
    return 2 * skill + language


def with_load(members: MembershipQuerySet) -> MembershipQuerySet:
    """Adds `load`: chats they have, and chats offered to them just now; of each at most MOST_LOAD,
    so that it costs the same however many there are."""
    own = Conversation.objects.filter(operator=OuterRef("pk"), status=Status.OPEN)
    own = own.order_by("waiting_since", "-pk")  # that of an index, which is then used
    offered = Conversation.objects.filter(offered_to=OuterRef("pk"), status=Status.WAITING)
    return members.annotate(load=_count(own) + _count(offered))


def with_room() -> Counter[int]:
    """{member: how many chats more they could be given now}"""
    rows = with_load(Membership.objects.answering()).values_list("pk", "capacity", "load")
    return Counter({pk: capacity - load for pk, capacity, load in rows})


def _count(rows: QuerySet[Conversation]) -> Func:
    found = ArraySubquery(rows.values("pk")[:MOST_LOAD])
    return Func(found, function="cardinality", output_field=IntegerField())


def load_of(member_id: int) -> int:
    """Chats somebody has or is offered, counted now; see `with_load`."""
    rows = with_load(Membership.objects.filter(pk=member_id))
    return rows.values_list("load", flat=True).get()
