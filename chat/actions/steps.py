"""The steps of the ladder (chat.ladder): each an entry of the log, each taken exactly once."""

from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from chat import ladder
from chat.alerts import alert
from chat.log import NewEntry, system_entry
from chat.models import Conversation, Kind

from .assignment import back_to_the_queue, end, unassigned_entry
from .log import append, by_company

LATE = timedelta(seconds=60)  # no worker was there for so long
NAMESPACE = UUID("f7a35fb9-3f0d-4b58-8c1a-6c3c64f1a1c2")
SPEAKING = frozenset({"hold", "offer_follow_up", "check", "goodbye"})  # in words of chat.phrases


@transaction.atomic
def take_due_step(*, conversation_id: int) -> str | None:
    """Takes the step that is due now and returns its name.

    None when nothing is due any more (somebody spoke meanwhile) or another worker is at it.
    """
    conversation = (
        Conversation.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        .select_related("visitor", "tenant")
        .filter(pk=conversation_id, due_at__lte=timezone.now())
        .first()
    )
    if conversation is None:
        return None
    thresholds = conversation.tenant.ladder
    step = ladder.next_step(conversation, thresholds)
    if step is None or ladder.due(conversation, thresholds) > timezone.now():
        _wait_for_next(conversation)  # its ladder was changed meanwhile
        return None
    operator_id = conversation.operator_id
    entries = [_told(conversation, step.name), *_spoken(conversation, step.name)]
    conversation.step = ladder.after(conversation, step)
    _keep_distance(conversation, step)
    _wait_for_next(conversation)
    entries += _done(conversation, step.name)
    append(conversation, entries)
    alert(conversation, step.name, operator_id)
    return step.name


def _told(conversation: Conversation, name: str) -> NewEntry:
    """For the operators' eyes: what was done, and when."""
    return system_entry(
        conversation.pk, step_id(conversation, name), Kind.STEP, data={"step": name}
    )


def _spoken(conversation: Conversation, name: str) -> list[NewEntry]:
    if name not in SPEAKING:
        return []
    said = step_id(conversation, f"{name} said")
    tenant, visitor = conversation.tenant, conversation.visitor
    return [by_company(tenant, visitor, conversation.pk, said, name)]


def _keep_distance(conversation: Conversation, step: ladder.Step) -> None:
    """After an outage what follows comes as long after this step as it was meant to: nobody is
    asked whether they are there and let go in one breath."""
    meant_s = ladder.seconds(step, conversation.tenant.ladder)
    late = timezone.now() - conversation.situation_at - timedelta(seconds=meant_s)
    if late > LATE:
        conversation.situation_at += late


def _wait_for_next(conversation: Conversation) -> None:
    conversation.due_at = ladder.due(conversation, conversation.tenant.ladder)
    conversation.save(update_fields=["situation_at", "step", "due_at"])


def _done(conversation: Conversation, name: str) -> list[NewEntry]:
    """What the step itself changes."""
    turn = step_id(conversation, f"{name} done")
    if name == "reassign":
        passed = conversation.operator_id
        back_to_the_queue(conversation, passed_by=[passed])
        return [unassigned_entry(conversation, turn)]
    if name == "goodbye":
        end(conversation)
        return [system_entry(conversation.pk, turn, Kind.CLOSED, data={"by": "automatic"})]
    return []


def step_id(conversation: Conversation, name: str) -> UUID:
    """The same for every worker that comes to this step of this situation."""
    since = conversation.situation_at.isoformat()
    return uuid5(NAMESPACE, f"{conversation.tenant_id}.{conversation.pk}.{since}.{name}")
