"""Who is called when a chat needs somebody: consoles that are open by a frame, the others by push.

Hints, as every push is; what happened is in the log. Call in the transaction that makes it so.
"""

from collections.abc import Iterable

from helpdesk.hints import tell_worker_on_commit
from tenants.models import Membership

from .events import Push, announce, inbox_group, member_group
from .models import Conversation, PushSubscription

PUSH, PUSH_TEST = "chat.tasks.push_alert", "chat.tasks.push_test"
EVERYBODY, OVERSEERS, OPERATOR = "everybody", "overseers", "operator"

# Which steps of the ladder call somebody, and whom.
CALLED = {
    "nudge": OPERATOR,
    "tell_everybody": EVERYBODY,
    "tell_supervisors": OVERSEERS,
    "escalate": OVERSEERS,
    "reassign": OPERATOR,
}
RETURNED = "returned"  # their console is closed, and the chat they had went back to the queue


def alert(conversation: Conversation, step: str, operator_id: int | None) -> None:
    """`operator_id`: who had it when the step was taken."""
    whom = CALLED.get(step)
    if whom is None or (whom == OPERATOR and operator_id is None):
        return
    tenant_id = conversation.tenant_id
    is_personal = whom == OPERATOR and operator_id is not None
    group = member_group(tenant_id, operator_id) if is_personal else inbox_group(tenant_id)
    frame = {"type": "alert", "step": step, "conversation": conversation.pk, "whom": whom}
    announce([Push(group, frame)])
    push_later(conversation, step, operator_id if is_personal else None)


def alert_of_return(conversation: Conversation, member: Membership) -> None:
    """Somebody's chat went on without them; their phone may say so."""
    if member.is_active:
        push_later(conversation, RETURNED, member.pk)


def push_test(*, member: Membership, endpoint: str) -> bool:
    """Somebody tries how it is to be woken; False where that browser of theirs is not known."""
    rows = PushSubscription.objects.filter(member=member.pk, endpoint=endpoint)
    found = rows.values_list("pk", flat=True).first()
    if found is not None:
        tell_worker_on_commit(PUSH_TEST, member.tenant_id, found)
    return found is not None


def push_later(conversation: Conversation, step: str, member_id: int | None) -> None:
    """Whoever is called and has no console open is woken (chat.calling), once this is committed;
    `member_id`: this one alone."""
    push_all_later(conversation.tenant_id, [(conversation.pk, step, member_id)])


def push_all_later(tenant_id: int, called: Iterable[tuple[int, str, int | None]]) -> None:
    """The same for many at once: (conversation, step, member). Workers are spared what nobody has
    asked to be woken for."""
    if PushSubscription.objects.exists():
        for each in called:
            tell_worker_on_commit(PUSH, tenant_id, *each)
