"""Who did what, when and from where: a trail that is only ever added to.

Writers call `record` in the transaction of what they change; the doors say who is at work with
`acting`. `watched` (a block) and `trailed` (a page) find out by themselves what became of some
rows. See docs/audit.md.
"""

from .acting import Actor, acting, current_actor, requesting
from .recording import record
from .watching import trailed, watched

__all__ = ["Actor", "acting", "current_actor", "record", "requesting", "trailed", "watched"]
