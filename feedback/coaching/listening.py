"""What coaching hears of chats."""

from collections.abc import Sequence

from chat.log import Appended
from chat.models import Conversation, Kind

from .reading.batches import look_at


def heard(conversation: Conversation, appended: Sequence[Appended]) -> None:
    if any(item.entry.kind == Kind.CLOSED for item in appended):
        tenant = conversation.tenant
        if not tenant.is_sandbox:
            look_at(tenant)
