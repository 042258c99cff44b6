"""Long silences of the customer after our replies."""

from collections.abc import Iterator
from statistics import median

from django.utils.translation import gettext_lazy as _

from chat.mood.signal import Hit, Signal
from chat.mood.turns import OPERATOR, Talk

BEFORE = 3  # answers of theirs that tell how quick they usually are
LONG_S = 120.0
TIMES_LONGER = 3.0


def find(talk: Talk) -> Iterator[Hit]:
    gaps: list[float] = []
    for place in talk.theirs:
        is_answer = place > 0 and talk.turns[place - 1].author == OPERATOR
        gap = talk.seconds(place - 1, place) if is_answer else None
        if gap is None:
            continue
        is_long = gap >= LONG_S and len(gaps) >= BEFORE and gap >= TIMES_LONGER * median(gaps)
        if is_long:
            yield Hit(place, detail=int(gap))
        gaps.append(gap)


SIGNAL = Signal(
    "silence",
    _("Who answered quickly and now takes long after our replies may be about to leave."),
    points=4,
    most=8,
    find=find,
)
