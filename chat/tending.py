"""Looking after one company: everything that happens by itself happens here.

Run by a worker whenever something changed, and by the relay when something is due; harmless however
often and in however many workers at once, because each step locks what it changes.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from helpdesk.tenancy import tenant_scope
from tenants.models import Membership, Tenant

from . import agenda
from .actions.snoozing import wake_all_due
from .actions.steps import take_due_step
from .actions.transfer_pending import end_transfers
from .bot.tending import answer_first
from .left_questions import wake
from .models import Conversation
from .mood.feeling import feel
from .presence import send_away_the_silent, send_to_pause, tell_who_left
from .queue.closing import rest_when_closed
from .queue.dispatch import dispatch
from .queue.hearing import hear_again
from .queue.returning import return_chats_of_the_gone
from .search.indexing import ask_to_index
from .waiting.places import tell_places

logger = logging.getLogger(__name__)

STEPS_AT_ONCE = 200
AFTER_A_FAILURE = timedelta(seconds=30)

# What other apps do by themselves, each time a company is looked at: called inside its scope, and
# says when it wants to be called again. They add to it on start; long work they leave to a task.
Carer = Callable[[Tenant], Iterable[datetime | None]]
carers: list[Carer] = []


def tend(tenant_id: int, *, only_if_due: bool = False) -> None:
    tenant = Tenant.objects.filter(pk=tenant_id, is_active=True).first()
    claimed = tenant and agenda.claim(tenant_id, only_if_due=only_if_due)
    if tenant is None or claimed is None:
        return
    with tenant_scope(tenant):
        look_after_people(tenant)
        look_after_chats(tenant)
        _look_again(tenant_id, claimed, look_after_the_rest(tenant))


def look_after_people(tenant: Tenant) -> None:
    send_away_the_silent(tenant)
    send_to_pause()
    tell_who_left()


def look_after_chats(tenant: Tenant) -> None:
    return_chats_of_the_gone(tenant)
    end_transfers()
    wake_all_due()
    rest_when_closed(tenant)
    resting = wake(tenant)
    hear_again()
    feel(tenant, resting=resting)
    answer_first(tenant)
    for conversation_id in _due():
        take_due_step(conversation_id=conversation_id)
    dispatch(tenant, resting=resting)
    tell_places(tenant, resting=resting)
    ask_to_index(tenant.pk)


def look_after_the_rest(tenant: Tenant) -> list[datetime | None]:
    """One that fails keeps neither the others nor the chats waiting, and is called again."""
    moments: list[datetime | None] = []
    for care in carers:
        try:
            moments += care(tenant)
        except Exception:
            logger.exception("%s failed for company %d", care.__module__, tenant.pk)
            moments.append(timezone.now() + AFTER_A_FAILURE)
    return moments


def _due() -> list[int]:
    rows = Conversation.objects.filter(due_at__lte=timezone.now(), snoozed_until=None)
    rows = rows.order_by("due_at")
    return list(rows.values_list("pk", flat=True)[:STEPS_AT_ONCE])


def _look_again(tenant_id: int, claimed: datetime, others: list[datetime | None]) -> None:
    live = Conversation.objects.not_closed()
    soonest = live.aggregate(
        due=Min("due_at"), offer=Min("offer_ends_at"), snoozed=Min("snoozed_until")
    )
    here = Membership.objects.aggregate(until=Min("online_until"))
    moments = [*soonest.values(), here["until"], *others]
    agenda.set_next(tenant_id, claimed, moments, is_live=live.exists())
