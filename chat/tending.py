"""Looking after one company: everything that happens by itself happens here.

Run by a worker whenever something changed, and by the relay when something is due; harmless however
often and in however many workers at once, because each step locks what it changes.
"""

from django.db.models import Min
from django.utils import timezone

from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from . import agenda
from .actions.steps import take_due_step
from .models import Conversation
from .presence import return_chats_of_the_gone, send_away_the_silent
from .queue.dispatch import dispatch
from .waiting.places import tell_places

STEPS_AT_ONCE = 200


def tend(tenant_id: int) -> None:
    tenant = Tenant.objects.filter(pk=tenant_id, is_active=True).first()
    if tenant is None:
        return
    with tenant_scope(tenant):
        send_away_the_silent(tenant)
        return_chats_of_the_gone(tenant)
        for conversation_id in _due():
            take_due_step(conversation_id=conversation_id)
        dispatch(tenant)
        tell_places()
        _look_again(tenant_id)


def _due() -> list[int]:
    rows = Conversation.objects.filter(due_at__lte=timezone.now()).order_by("due_at")
    return list(rows.values_list("pk", flat=True)[:STEPS_AT_ONCE])


def _look_again(tenant_id: int) -> None:
    live = Conversation.objects.not_closed()
    soonest = live.aggregate(
        due=Min("due_at"), offer=Min("offer_ends_at"), snoozed=Min("snoozed_until")
    )
    agenda.set_next(tenant_id, soonest.values(), is_live=live.exists())
