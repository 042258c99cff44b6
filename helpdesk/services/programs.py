"""The three programs of one copy: web, worker and beat."""

import socket
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from . import web
from .site import Site

NAMES = ("web", "worker", "beat")
CELERY = ["-m", "celery", "--quiet", "-A", "helpdesk"]


class Program(NamedTuple):
    name: str
    argv: Sequence[str]  # after `python`
    descriptors: Sequence[int] = ()


def of(site: Site, listener: socket.socket, environ: Mapping[str, str]) -> list[Program]:
    behind_proxy = environ.get("BEHIND_PROXY", "").lower() in ("1", "true", "yes", "on")
    descriptor = listener.fileno()
    schedule = site.var / "beat" / "schedule"
    schedule.parent.mkdir(exist_ok=True)
    return [
        Program("web", web.command(descriptor, behind_proxy=behind_proxy), [descriptor]),
        Program("worker", [*CELERY, "worker", *_worker(environ)]),
        Program(
            "beat",
            [*CELERY, "beat", "-l", "WARNING", "--pidfile=", "-s", str(schedule)],
        ),
    ]


def _worker(environ: Mapping[str, str]) -> list[str]:
    threads = environ.get("WORKER_THREADS", "4")
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return ["-l", "WARNING", "--pool", "threads", "--concurrency", threads, *alone]
