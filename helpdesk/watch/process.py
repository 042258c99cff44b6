"""What is so in this process just now: looked up when somebody asks, so that it costs nobody else
anything. Call from the event loop."""

from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.postgresql.base import DatabaseWrapper
from prometheus_client import ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from chat import fanout, runtime

from .meters import REGISTRY


def exposition() -> bytes:
    """Everything this process has to tell, in the text format of Prometheus."""
    return generate_latest(REGISTRY)


class Live:
    """The sockets, the writer's queue, the hints' queue and the pool of database connections."""

    def collect(self) -> Iterator[Metric]:
        yield from _sockets()
        yield from _hints()
        yield from _connections()


def _sockets() -> Iterator[Metric]:
    here = runtime.running()
    operators = len(here.operators) if here else 0
    visitors = len(here.sockets) - operators if here else 0
    sockets = GaugeMetricFamily("helpdesk_sockets", "Open sockets here", labels=["side"])
    sockets.add_metric(["visitor"], visitors)
    sockets.add_metric(["operator"], operators)
    yield sockets
    yield GaugeMetricFamily(
        "helpdesk_writer_waiting",
        "Messages that wait for the writer's next transaction",
        value=here.writer.waiting if here else 0,
    )


def _hints() -> Iterator[Metric]:
    here = fanout.running()
    yield GaugeMetricFamily(
        "helpdesk_hints_waiting",
        "Pushes on their way to other processes",
        value=here.waiting if here else 0,
    )


def _connections() -> Iterator[Metric]:
    """Django's pool of the process; before its first use there is none."""
    pool = DatabaseWrapper._connection_pools.get(DEFAULT_DB_ALIAS)
    stats = pool.get_stats() if pool else {}
    size, idle = stats.get("pool_size", 0), stats.get("pool_available", 0)
    of_state = GaugeMetricFamily(
        "helpdesk_database_connections", "Connections of this process's pool", labels=["state"]
    )
    of_state.add_metric(["used"], size - idle)
    of_state.add_metric(["idle"], idle)
    yield of_state
    yield GaugeMetricFamily(
        "helpdesk_database_connections_most",
        "As many as DATABASE_POOL allows",
        value=stats.get("pool_max", 0),
    )
    yield GaugeMetricFamily(
        "helpdesk_database_waiting",
        "Threads that wait for a connection",
        value=stats.get("requests_waiting", 0),
    )


REGISTRY.register(Live())
ProcessCollector(registry=REGISTRY)
