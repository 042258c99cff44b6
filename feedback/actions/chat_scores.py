"""When a finished chat is looked at by itself: at each closing, and when something came later."""

from django.utils import timezone

from chat import agenda
from chat.models import Conversation
from feedback.models import ChatScore
from tenants.models import Tenant


def look_at(conversation: Conversation, closing: int) -> None:
    """A chat was closed with the entry `closing`. Nothing that is practised in a sandbox counts."""
    tenant = Tenant.objects.get(pk=conversation.tenant_id)
    if tenant.is_sandbox:
        return
    ChatScore.objects.get_or_create(
        tenant=tenant,
        conversation=conversation,
        closing=closing,
        defaults={"operator_id": conversation.operator_id},
    )
    agenda.bring_forward(tenant.pk, timezone.now())


def look_again(conversation_id: int, closing: int | None = None) -> None:
    """A rating came, or a promise was broken; `closing`: None is the last one."""
    rows = ChatScore.objects.filter(conversation=conversation_id)
    if closing is not None:
        rows = rows.filter(closing=closing)
    latest = rows.order_by("-closing").first()
    if latest is not None:
        ChatScore.objects.filter(pk=latest.pk).update(due_at=timezone.now())
        agenda.bring_forward(latest.tenant_id, timezone.now())
