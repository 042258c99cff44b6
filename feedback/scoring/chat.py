"""A chat as the points look at it: whose turn it was, and who waited for whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

from .facts import OPERATOR, VISITOR, Facts, Said


@dataclass(frozen=True)
class Wait:
    """From the first unanswered word of a customer to what answered it."""

    since: datetime
    until: datetime
    seq: int  # of the answer

    @property
    def seconds(self) -> int:
        return int((self.until - self.since).total_seconds())


class Chat:
    """`said` in order; what was said automatically answers nobody and is left out."""

    def __init__(self, said: Sequence[Said], facts: Facts) -> None:
        self.facts = facts
        self.said = [one for one in said if one.author in (VISITOR, OPERATOR)]

    @cached_property
    def operators(self) -> list[Said]:
        return [one for one in self.said if one.author == OPERATOR]

    @cached_property
    def visitors(self) -> list[Said]:
        return [one for one in self.said if one.author == VISITOR]

    @cached_property
    def turns(self) -> list[list[Said]]:
        """What was said in a row by one side."""
        return [list(group) for _, group in groupby(self.said, key=lambda one: one.author)]

    @cached_property
    def first_turn(self) -> list[Said]:
        """Of an operator; empty where nobody answered."""
        return next((turn for turn in self.turns if turn[0].author == OPERATOR), [])

    @cached_property
    def last_turn(self) -> list[Said]:
        return next((turn for turn in reversed(self.turns) if turn[0].author == OPERATOR), [])

    def waits(self) -> Iterator[Wait]:
        for turn, answer in zip(self.turns, self.turns[1:], strict=False):
            if turn[0].author == VISITOR:
                yield Wait(turn[0].at, answer[0].at, answer[0].seq)

    def after(self, seq: int) -> list[Said]:
        """What operators said later than that."""
        return [one for one in self.operators if one.seq > seq]

    def has_open_promise(self, at: datetime) -> bool:
        """Who was told by when they hear again is not left waiting until then."""
        return any(
            each.made_at <= at < (each.kept_at or each.due_at) for each in self.facts.promises
        )
