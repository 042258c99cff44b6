"""When a finished chat is looked at by itself: at each closing, and when something came later."""

from collections.abc import Iterable

from django.db.models import QuerySet
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
    _look_again_at(rows)


def look_again_at_last(conversation_ids: Iterable[int]) -> None:
    """At the last closing of each."""
    _look_again_at(ChatScore.objects.filter(conversation__in=list(conversation_ids)))


def _look_again_at(rows: QuerySet[ChatScore]) -> None:
    """At the latest one of each chat among them."""
    latest = rows.order_by("conversation", "-closing").distinct("conversation")
    found = dict(latest.values_list("pk", "tenant_id"))
    ChatScore.objects.filter(pk__in=list(found)).update(due_at=timezone.now())
    for tenant_id in set(found.values()):
        agenda.bring_forward(tenant_id, timezone.now())
