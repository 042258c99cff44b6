"""What a company may use: its plan, what of it is used up, and who is paid for it.

Limits are soft where customers would feel them: no chat is ever cut off. See docs/plans.md.
"""

from .standing import has_seat, may_use, plan_of, seat_lock
from .usage import count_chats_with, usage

__all__ = ["count_chats_with", "has_seat", "may_use", "plan_of", "seat_lock", "usage"]
