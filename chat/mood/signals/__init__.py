"""Every signal there is, in the order in which they are told when they weigh the same."""

from chat.mood.signal import Signal

from . import (
    asked_twice,
    curt,
    dead_ends,
    negative,
    prods,
    repeats,
    shouting,
    silence,
    slow,
    spoken,
)

SLOW = slow.SIGNAL
SIGNALS: tuple[Signal, ...] = (
    spoken.COMPLAINT,
    spoken.LEAVING,
    spoken.ABUSE,
    repeats.SIGNAL,
    SLOW,
    spoken.PERSON,
    prods.SIGNAL,
    spoken.UNSOLVED,
    spoken.IMPATIENCE,
    shouting.SIGNAL,
    negative.SIGNAL,
    asked_twice.SIGNAL,
    dead_ends.SIGNAL,
    curt.SIGNAL,
    silence.SIGNAL,
)
