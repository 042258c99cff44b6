"""What PostgreSQL itself can do: pgbench says the writer's own statements, in the same commits."""

import json
import os
import re
import subprocess

from helpdesk.services.postgres import binaries

from .place import Place

SCRIPTS = 16
TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


class DurableLimit:
    """With so many messages a commit, in the database that `environment` names."""

    def __init__(self, place: Place, environment: dict[str, str], messages: int) -> None:
        made = place.python(
            "-m", "bench.proof.statements", str(SCRIPTS), str(messages), environment=environment
        )
        self._files = []
        for number, script in enumerate(json.loads(made)):
            self._files.append(place.var / f"batch-{number}.sql")
            self._files[-1].write_text(script)
        self._url, self._messages = environment["DATABASE_URL"], messages

    def measure(self, seconds: float) -> float:
        """Messages a second of one connection, as the writer has one; durable, below row-level
        security."""
        argv = [str(binaries() / "pgbench"), "--no-vacuum", "--client=1", "--protocol=simple"]
        argv += [f"--time={max(1, round(seconds))}", *(f"--file={f}" for f in self._files)]
        done = subprocess.run(
            [*argv, self._url], capture_output=True, text=True, check=False, env=dict(os.environ)
        )
        found = TPS.search(done.stdout)
        if done.returncode or not found:
            raise RuntimeError(f"pgbench failed: {done.stderr[-1000:]}")
        return float(found[1]) * self._messages
