"""Who else wants to know what was appended to a log. Other apps of this project register here when
they start, so that chat need not know them; they are called in the same transaction."""

from collections.abc import Callable, Sequence

from .log import Appended
from .models import Conversation

Listener = Callable[[Conversation, Sequence[Appended]], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """`listener(conversation, appended)` for all that actions append, once each. Messages that the
    writer stores many at a time (chat.writer) are not told."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(conversation: Conversation, appended: Sequence[Appended]) -> None:
    fresh = [item for item in appended if item.is_new]
    if fresh:
        for listener in _listeners:
            listener(conversation, fresh)
