"""What of the log concerns promises (chat.listeners): called with every entry actions append."""

from collections.abc import Sequence

from chat.log import Appended
from chat.models import Author, Conversation, Kind, Status
from feedback.actions import promised_by_itself, satisfied
from feedback.actions.offering import YES

LEFT_ALONE = ("offer_follow_up",)  # the step of the ladder after which a question is left


def heard(conversation: Conversation, appended: Sequence[Appended]) -> None:
    for item in appended:
        entry, kind = item.entry, item.entry.kind
        if item.seq == 1:
            promised_by_itself.take_along(conversation, entry.client_id)
        if _is_left(item):
            promised_by_itself.promise_by_itself(conversation, entry.client_id)
        elif kind == Kind.CHANGED and entry.data.get("what") == "merged":
            promised_by_itself.take_along(conversation, entry.client_id, entry.data["value"])
        elif kind == Kind.CLOSED or entry.data.get("signal") == YES:
            _when_over(conversation)
        elif kind == Kind.REOPENED:
            satisfied.wait_with_asking(conversation)


def _when_over(conversation: Conversation) -> None:
    """Permission may come after the chat was closed."""
    conversation.refresh_from_db(fields=["status"])
    if conversation.status == Status.CLOSED:
        satisfied.ask_later(conversation)


def _is_left(item: Appended) -> bool:
    """A question while nobody answers, or while everybody has been busy for long."""
    entry = item.entry
    if entry.kind == Kind.STEP:
        return entry.data.get("step") in LEFT_ALONE
    is_told = entry.kind == Kind.MESSAGE and entry.author == Author.AUTOMATIC
    return is_told and entry.data.get("auto") == "masked"
