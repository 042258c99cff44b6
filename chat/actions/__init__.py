"""The only place that writes and announces. Doors call these, inside a tenant scope.

Each reads: check, write in one transaction, announce on commit. What may not be done raises
`Refused` with a code of docs/protocol.md, and then nothing was written.
"""

from .assignment import close, release, reopen, take
from .posting import add_note, post_operator_message, post_visitor_message
from .reading import mark_read_by_operator, mark_read_by_visitor
from .refusal import Refused
from .visitors import new_visitor, note_page

__all__ = [
    "Refused",
    "add_note",
    "close",
    "mark_read_by_operator",
    "mark_read_by_visitor",
    "new_visitor",
    "note_page",
    "post_operator_message",
    "post_visitor_message",
    "release",
    "reopen",
    "take",
]
