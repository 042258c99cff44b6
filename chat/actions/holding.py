"""Departments a chat is brought into: not given up before that is committed."""

from collections.abc import Iterable

from chat.models import Transfer
from tenants.models import Department


def hold_departments(ids: Iterable[int]) -> dict[int, Department]:
    """Those that are there still, locked until the transaction ends. Call before any conversation
    is locked: whoever gives one up (tenants.actions) locks it first, and then its chats."""
    rows = Department.objects.select_for_update(no_key=True).filter(pk__in=list(ids))
    return {row.pk: row for row in rows.order_by("pk")}


def hold_asked_departments(conversation_id: int) -> dict[int, Department]:
    """Those that are asked to take this chat over."""
    asked = Transfer.objects.filter(
        conversation=conversation_id, state=Transfer.State.PENDING, to_department__isnull=False
    )
    return hold_departments(asked.values_list("to_department", flat=True))
