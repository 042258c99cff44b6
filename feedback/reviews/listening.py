"""What of the log concerns reviews (chat.listeners): that a chat is finished, and what becomes of
a promise afterwards."""

from collections.abc import Sequence

from chat.log import Appended
from chat.models import Conversation, Kind
from feedback.actions.chat_scores import look_again, look_at

OF_PROMISES = ("promise_kept", "promise_dropped")


def heard(conversation: Conversation, appended: Sequence[Appended]) -> None:
    for item in appended:
        if item.entry.kind == Kind.CLOSED and item.seq:
            look_at(conversation, item.seq)
        elif item.entry.data.get("card") in OF_PROMISES:
            look_again(conversation.pk)
