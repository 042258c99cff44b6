"""When the product itself asks whether it may write: where nobody answers, and the visitor might
leave before somebody does."""

from collections.abc import Sequence

from chat.actions.log import derived_id
from chat.log import Appended
from chat.models import Conversation, Kind
from feedback.actions.offering import offer_by_itself
from feedback.models import Purpose


def when_nobody_answers(conversation: Conversation, appended: Sequence[Appended]) -> None:
    """After the ladder's offer, and after a question that was left while nobody was there. Only an
    answer is offered then: who waits is not asked for anything else."""
    for item in appended:
        if _is_why(item):
            client_id = derived_id(item.entry.client_id, "permission")
            offer_by_itself(conversation, client_id, [Purpose.FOLLOW_UP])


def _is_why(item: Appended) -> bool:
    kind, data = item.entry.kind, item.entry.data
    return (kind == Kind.STEP and data.get("step") == "offer_follow_up") or (
        kind == Kind.MESSAGE and data.get("auto") == "masked"
    )
