"""What this process counts and times. No label names a company: how many there are has no bound.

The fast path pays for two clocks and one `Spread.note` a message, which takes a quarter of what a
histogram of the client library does (0.7 to 2.8 µs on two busy cores); what is a state, such as
open sockets, is looked up only when somebody asks (`helpdesk.watch.process`).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics
from prometheus_client.core import HistogramMetricFamily, Metric

disable_created_metrics()  # the moment each series began: as many series again, of no use
REGISTRY = CollectorRegistry(auto_describe=True)

SHORT_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
LONG_S = (0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
WAITS_S = (5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600)
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500)


class Spread:
    """A histogram for one thread: no lock, no labels. `note` from the event loop alone."""

    def __init__(self, name: str, about: str, bounds: Sequence[float]) -> None:
        self.name, self.about, self.bounds = name, about, bounds
        self.counts = [0] * (len(bounds) + 1)
        self.total = 0.0
        REGISTRY.register(self)

    def note(self, value: float) -> None:
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value

    def collect(self) -> Iterator[Metric]:
        buckets, so_far = [], 0
        names = [*(str(float(bound)) for bound in self.bounds), "+Inf"]
        for bound, count in zip(names, tuple(self.counts), strict=True):
            so_far += count
            buckets.append((bound, so_far))
        yield HistogramMetricFamily(self.name, self.about, buckets=buckets, sum_value=self.total)


# --- Messages (chat/writer.py) ------------------------------------------------------------------

MESSAGE_S = Spread(
    "helpdesk_message_seconds",
    "From a message's arrival to its delivery to the sockets here and its acknowledgement",
    SHORT_S,
)
COMMIT_S = Spread("helpdesk_writer_commit_seconds", "One transaction of the writer", SHORT_S)
BATCH = Spread("helpdesk_writer_batch", "Messages in one transaction of the writer", SIZES)
NOT_STORED = Counter(
    "helpdesk_messages_not_stored",
    "Messages that were answered by an error",
    ["why"],  # refused, full (too many waited), unreachable (the database), failed
    registry=REGISTRY,
)

# --- Sockets and hints (chat/sockets.py, chat/fanout.py) ----------------------------------------

ENDED = Counter(
    "helpdesk_sockets_ended",
    "Sockets that this side closed, by code of docs/protocol.md",
    ["code"],
    registry=REGISTRY,
)
HINTS_DROPPED = Counter(
    "helpdesk_hints_dropped",
    "Pushes other processes did not hear: found again by the heartbeat",
    ["why"],  # full (too many waited), redis (out of reach)
    registry=REGISTRY,
)
HINT_S = Spread(
    "helpdesk_hint_seconds", "A push's way through Redis and back to this process", SHORT_S
)

# --- People (chat/actions/) ---------------------------------------------------------------------

WAIT_S = Histogram(
    "helpdesk_wait_seconds",
    "From a visitor's first message to somebody's taking the chat",
    buckets=WAITS_S,
    registry=REGISTRY,
)

# --- Pages, doors and tasks ---------------------------------------------------------------------

HTTP = Counter(
    "helpdesk_http_requests",
    "Requests that were answered, by the route's pattern",
    ["route", "method", "status"],
    registry=REGISTRY,
)
HTTP_S = Histogram(
    "helpdesk_http_seconds",
    "Until a request was answered whole",
    ["route"],
    buckets=LONG_S,
    registry=REGISTRY,
)
TASKS = Counter("helpdesk_tasks", "Tasks this worker ran", ["task", "outcome"], registry=REGISTRY)
TASK_S = Histogram("helpdesk_task_seconds", "One task", ["task"], buckets=LONG_S, registry=REGISTRY)
TASK_LAG_S = Histogram(
    "helpdesk_task_lag_seconds",
    "From telling a worker to its beginning; by the clocks of both machines",
    ["task"],
    buckets=LONG_S,
    registry=REGISTRY,
)
OUTBOX = Counter(
    "helpdesk_outbox_rows",
    "Rows of outboxes this worker took up: mail, webhooks",
    ["outbox", "outcome"],
    registry=REGISTRY,
)
