"""What PostgreSQL itself can do: pgbench says the writer's own statements, prepared and in one
breath as the writer does, in the same commits."""

import json
import re
import subprocess

from helpdesk.services.postgres import binaries

from .place import Place

BATCHES = 16
SCRIPT = "BEGIN;\n\\startpipeline\n{};\n\\endpipeline\nCOMMIT;\n"
TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


class DurableLimit:
    """In the database that `environment` names."""

    messages: int  # in each commit

    def __init__(self, place: Place, environment: dict[str, str]) -> None:
        self._place, self._environment = place, environment

    def prepare(self, messages: float) -> None:
        self.messages = max(1, round(messages))
        module = ("-m", "bench.proof.statements", str(BATCHES), str(self.messages))
        self._files = []
        for number, said in enumerate(
            json.loads(self._place.python(*module, environment=self._environment))
        ):
            self._files.append(self._place.var / f"batch-{number}.sql")
            self._files[-1].write_text(SCRIPT.format(";\n".join(said)))

    def measure(self, seconds: float) -> float:
        """Messages a second of one connection, as the writer has one; durable, below row-level
        security."""
        argv = [str(binaries() / "pgbench"), "--no-vacuum", "--client=1", "--protocol=prepared"]
        argv += [f"--time={max(1, round(seconds))}", *(f"--file={f}" for f in self._files)]
        done = subprocess.run(
            [*argv, self._environment["DATABASE_URL"]], capture_output=True, text=True, check=False
        )
        found = TPS.search(done.stdout)
        if done.returncode or not found:
            raise RuntimeError(f"pgbench failed: {done.stderr[-1000:]}")
        return float(found[1]) * self.messages
