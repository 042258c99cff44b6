"""How frustrated a customer seems, told from the shape of the chat and explained to its operator.

Never shown to the customer, never counted per person. `score` is pure; `chat.mood.feeling` keeps
what it says; `upset` asks for that.
"""

from typing import TYPE_CHECKING

from .scoring import Mood, score
from .turns import Turn

if TYPE_CHECKING:
    from chat.models import Conversation

__all__ = ["Mood", "Turn", "score", "upset"]


def upset(conversation: "Conversation") -> bool:
    """Whether the customer has seemed upset, by what the company takes for that, and has not calmed
    down since."""
    return conversation.upset_since is not None
