"""Very many widgets in a process of their own; see crowd.mjs."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

from bench.proof.facts import node
from helpdesk.services.process import ROOT

MODULES = ROOT / "tests" / "js" / "modules.mjs"  # knows the pages' import maps


class Visit(NamedTuple):
    """A visitor who is stored: where their widget connects, and their token."""

    path: str
    token: str


class Crowd:
    """`with Crowd(log) as crowd:`; each call returns what crowd.mjs tells: {here, attempts,
    welcomes, errors, codes, refused, polled, cpu_s}."""

    def __init__(self, log: Path) -> None:
        self._log = log.open("ab")

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [str(node()), "--import", str(MODULES), str(Path(__file__).with_name("crowd.mjs"))],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._log.close()

    def visit(
        self, url: str, visits: Sequence[Visit], *, at_once: int, within_s: float
    ) -> dict[str, Any]:
        """They connect, so many at the same time. Raises RuntimeError unless all are welcome."""
        places = [visit._asdict() for visit in visits]
        told = self._ask("visit", url=url, visits=places, at_once=at_once, within_s=within_s)
        if told["errors"] or told["refused"] or told["welcomes"] < len(visits):
            raise RuntimeError(f"not everybody of {len(visits)} could connect: {told}")
        return told

    def mark(self) -> None:
        """What is told from now on counts from here."""
        self._ask("mark")

    def told(self) -> dict[str, Any]:
        return self._ask("told")

    def returns(self) -> dict[str, Any]:
        """The same, and `back`: ms from the mark until each was welcomed again, 0 for never."""
        return self._ask("returns")

    def _ask(self, do: str, **more: Any) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the crowd ended, see {self._log.name}")
        return json.loads(line)
