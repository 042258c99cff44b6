"""How patient a client is, in seconds."""

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """The values of docs/protocol.md; tests and replay use a quicker backoff."""

    backoff_base: float = 1.0
    backoff_most: float = 30.0
    backoff_least: float = 1.0
    ack_within: float = 10.0
    silence: float = 45.0
    sync_again: float = 5.0

    def backoff(self, attempt: int) -> float:
        """A random pause before attempt 0, 1, 2 … again: full jitter."""
        most = min(self.backoff_most, self.backoff_base * 2 ** min(attempt, 30))
        return max(self.backoff_least, random.uniform(0.0, most))


QUICK = Pace(backoff_base=0.2, backoff_most=3.0, backoff_least=0.05)
