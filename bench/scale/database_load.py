"""What PostgreSQL uses of the processors for one database."""

from pathlib import Path

import psutil

from helpdesk.services.postgres import Postgres


class DatabaseLoad:
    """Of the server under `var`; `name`: the database, as its processes call themselves."""

    def __init__(self, var: Path, name: str) -> None:
        self._var, self._name = var, f" {name} "
        self._seen: dict[int, float] = {}  # by process; one that has ended keeps what it had

    def cpu_s(self) -> float:
        """So far, all connections together."""
        pid = Postgres(self._var).postmaster()
        for process in psutil.Process(pid).children() if pid else ():
            try:
                if self._name in " ".join(process.cmdline()) + " ":
                    times = process.cpu_times()
                    self._seen[process.pid] = times.user + times.system
            except psutil.NoSuchProcess:
                continue
        return sum(self._seen.values())
