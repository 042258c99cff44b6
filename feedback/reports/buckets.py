"""Times in buckets, so that those of many days can be added up. Pure.

Up to 20 s each second has a bucket of its own; above, each is a tenth wider than the one before. A
percentile told from them is right to 5 %, whatever is added to what.
"""

from bisect import bisect_right
from collections.abc import Mapping
from math import ceil

LONGEST_S = 30 * 24 * 3600  # what took longer shares the last bucket
STEP = 1_000
WAIT, ANSWER, HANDLING = (
    1 * STEP,
    2 * STEP,
    3 * STEP,
)  # codes from here on; below: hours of the week
ERROR = 0.05  # of a percentile, relative


def _edges() -> list[int]:
    edges = [1]
    while edges[-1] < LONGEST_S:
        edges.append(max(edges[-1] + 1, edges[-1] * 11 // 10))
    return edges


EDGES = _edges()  # where each bucket but the first begins, in seconds


def bucket_of(seconds: int) -> int:
    """The same as PostgreSQL's width_bucket(seconds, EDGES)."""
    return bisect_right(EDGES, seconds)


def middle_of(bucket: int) -> float:
    """Seconds."""
    if bucket == 0:
        return 0.0
    first = EDGES[bucket - 1]
    after = EDGES[bucket] if bucket < len(EDGES) else first + 1
    return (first + after - 1) / 2


def percentile(codes: Mapping[int, int], kind: int, share: float) -> float | None:
    """Seconds that `share` of all times of a kind were not longer than (nearest rank); None where
    there were none. `codes`: {code: how often}."""
    buckets = sorted((code - kind, n) for code, n in codes.items() if 0 <= code - kind < STEP)
    rank = ceil(share * sum(n for _, n in buckets))
    for bucket, times in buckets:
        rank -= times
        if rank <= 0:
            return middle_of(bucket)
    return None
