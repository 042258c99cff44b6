"""What sums say. Pure.

Of one person or a few chats ratings say nothing below FEWEST answers; of one person nothing is said
about how upset customers were: that is about the customers they got.
"""

from dataclasses import dataclass

from feedback.surveys.figures import FEWEST, Figure, share

from .buckets import ANSWER, HANDLING, WAIT
from .reading import Totals


@dataclass(frozen=True)
class Told:
    """`is_of_some`: of a part of the chats; `is_of_one`: of those of one person. Times in seconds,
    None where there were none; shares between 0 and 1 with how sure they are."""

    totals: Totals
    is_of_some: bool = False
    is_of_one: bool = False

    @property
    def chats(self) -> int:
        return self.totals["chats"]

    def wait(self, part: float) -> float | None:
        return self.totals.seconds(WAIT, part)

    def answer(self, part: float) -> float | None:
        return self.totals.seconds(ANSWER, part)

    def handling(self, part: float) -> float | None:
        return self.totals.seconds(HANDLING, part)

    @property
    def in_target(self) -> Figure | None:
        """First answers within a minute (feedback.scoring.points.FIRST_ANSWER_S)."""
        return self._share("in_target", "answered")

    @property
    def long_gaps(self) -> Figure | None:
        """Waits for an answer after the first one that took over two minutes."""
        return self._share("long_gaps", "gaps")

    @property
    def abandoned(self) -> Figure | None:
        """Ended without any answer, of those that began in the hours."""
        return share(self.totals["abandoned"], self.chats - self.totals["outside"])

    @property
    def satisfied(self) -> Figure | None:
        """Wilson's interval; None where it would say too little."""
        if self.is_of_some and self.totals["rated"] < FEWEST:
            return None
        return self._share("satisfied", "rated")

    @property
    def response(self) -> Figure | None:
        return self._share("rated", "asked")

    @property
    def upset(self) -> Figure | None:
        return None if self.is_of_one else self._share("upset", "felt")

    @property
    def kept(self) -> Figure | None:
        """In time, of the promises that are over."""
        over = sum(self.totals[name] for name in ("kept", "late", "dropped"))
        return share(self.totals["kept"], over)

    @property
    def review_score(self) -> float | None:
        """Of 100, on average."""
        reviewed = self.totals["reviewed"]
        if not reviewed or (self.is_of_some and reviewed < FEWEST):
            return None
        return self.totals["review_points"] / reviewed

    @property
    def passed(self) -> Figure | None:
        if self.is_of_some and self.totals["reviewed"] < FEWEST:
            return None
        return self._share("passed", "reviewed")

    def _share(self, some: str, of: str) -> Figure | None:
        return share(self.totals[some], self.totals[of])
