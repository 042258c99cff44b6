"""The load generator (load/generator.mjs) as seen from here."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpdesk.services.process import ROOT

from .facts import node
from .serving import GENERATOR_CORE, pin

GENERATOR = ROOT / "bench" / "proof" / "load" / "generator.mjs"
GONE_WITHIN_S = 5


class Generator:
    """`with Generator(plan, origin, log) as generator:` everybody of the plan is connected."""

    def __init__(self, plan: dict[str, Any], origin: str, log: Path) -> None:
        self._plan = plan | {"origin": origin, "url": origin.replace("http", "ws", 1)}
        self._log = log

    def __enter__(self) -> "Generator":
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(node()), str(GENERATOR)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        pin(self._process.pid, GENERATOR_CORE)
        try:
            self._ask(self._plan)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.kill()
        self._process.wait(GONE_WITHIN_S)
        self._process.stdin.close()
        self._process.stdout.close()

    def closed(self, window: int, seconds: float, used: Callable[[], float]) -> dict[str, Any]:
        """So many messages always under way, for so long. `used()`: CPU seconds of the server."""
        return self._measure(used, do="closed", window=window, seconds=seconds, warm=seconds / 3)

    def open(self, rate: float, seconds: float, used: Callable[[], float]) -> dict[str, Any]:
        """So many messages a second, whatever the server does."""
        return self._measure(used, do="open", rate=rate, seconds=seconds, warm=seconds / 6)

    def _measure(self, used: Callable[[], float], **asked: Any) -> dict[str, Any]:
        """What the generator tells (load/ledger.mjs), and `server`: of a core, `rate`: messages a
        second that arrived."""
        self._say(asked)
        self._hear()
        before = used()
        self._hear()
        spent = used() - before
        told = self._hear()
        took = (told["to"] - told["from"]) / 1000
        return told | {"server": spent / took, "rate": told["arrived"] / took}

    def _ask(self, told: dict[str, Any]) -> dict[str, Any]:
        self._say(told)
        return self._hear()

    def _say(self, told: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            last = self._log.read_text()[-500:]
            raise RuntimeError(f"the load generator ended, see {self._log}: {last}")
        return json.loads(line)
