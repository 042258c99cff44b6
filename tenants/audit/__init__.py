"""Who did what, when and from where: a trail that is only ever added to.

Writers call `record` in the transaction of what they change; the doors say who is at work with
`acting`. `watched` writes down what a block has changed of a row. See docs/audit.md.
"""

from .acting import Actor, acting, current_actor, requesting
from .recording import record, watched

__all__ = ["Actor", "acting", "current_actor", "record", "requesting", "watched"]
