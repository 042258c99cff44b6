"""How handing a mail over can end, other than well. The difference that matters: whether it is
certain that it did not leave.

`problem` goes into the database and the log: a code, never words of a mail server, which like to
repeat the address.
"""


class NotSent(Exception):
    """It certainly did not leave."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class PutOff(NotSent):
    """Not now: try again later."""


class TurnedDown(NotSent):
    """Not like this, ever. `bounced`: because there is no such mailbox."""

    def __init__(self, problem: str, *, bounced: bool = False) -> None:
        super().__init__(problem)
        self.bounced = bounced


class Unwanted(NotSent):
    """Nobody may be written to any more: the permission is gone, or the address is stopped."""


class Unclear(Exception):
    """It may have left. Nobody sends it again but a person who knows what they do."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
