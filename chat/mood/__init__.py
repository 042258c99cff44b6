"""How frustrated a customer seems, told from the shape of the chat and explained to its operator.

Never shown to the customer, never counted per person. `score` is pure; `upset` asks what was
stored by `chat.mood.feeling`.
"""

from .scoring import Mood, score
from .turns import Turn

__all__ = ["Mood", "Turn", "score"]
