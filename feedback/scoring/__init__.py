"""What can be counted in a finished chat. It sorts chats for people to read; it judges nobody."""

from .counted import AutoScore, Point
from .facts import Facts, Promised, Said
from .points import score
from .reading import score_conversation

__all__ = ["AutoScore", "Facts", "Point", "Promised", "Said", "score", "score_conversation"]
