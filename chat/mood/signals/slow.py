"""Our own slow answers, the one that is missing now among them."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from chat.mood.signal import Hit, Signal
from chat.mood.turns import OPERATOR, VISITOR, Talk

LONG_S = 120.0  # two minutes between replies lose people
MINUTE_S = 60.0


def find(talk: Talk) -> Iterator[Hit]:
    """What has been answered by now; see `pending` for what has not."""
    asked: int | None = None
    for place, turn in enumerate(talk.turns):
        if turn.author == VISITOR and asked is None:
            asked = place
        elif turn.author == OPERATOR and asked is not None:
            waited = talk.seconds(asked, place)
            if waited is not None and waited >= LONG_S:
                yield Hit(place, minutes(waited), int(waited))
            asked = None


def pending(talk: Talk, now: datetime | None) -> Hit | None:
    """The customer waits since the first of their messages that nobody has answered."""
    since: int | None = None
    for place in reversed(range(len(talk.turns))):
        if talk.turns[place].author == OPERATOR:
            break
        if talk.turns[place].author == VISITOR:
            since = place
    at = None if since is None else talk.turns[since].at
    if since is None or at is None or now is None:
        return None
    waited = (now - at).total_seconds()
    if waited < MINUTE_S:
        return None
    return Hit(since, minutes(waited), int(waited))


def minutes(waited_s: float) -> float:
    return float(waited_s // MINUTE_S)


SIGNAL = Signal(
    "slow",
    _("Two minutes without an answer lose people; each further minute weighs more."),
    points=4,
    most=24,
    find=find,
)
