"""`make bench`: what the product claims about speed, measured side by side. See parts.py.

python -m bench.proof [--only NAME ...] [--minutes 10] [--rounds 3] [--write]
"""

import argparse
import signal
import sys
import time
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import command
from helpdesk.services.process import ROOT

from . import docs
from .facts import facts
from .figures import Figure, table
from .parts import Part, find
from .place import Place

USUAL_MINUTES = 10.0


class OutOfTime(Exception):
    """The minutes are over."""


def main() -> int:
    options = _options()
    parts, began, found = find(options.only), time.monotonic(), facts()
    results: list[Figure] = []
    failed: dict[str, str] = {}
    say = command.clock()
    pace = options.minutes / USUAL_MINUTES
    with _bounded(60 * options.minutes), Place(options.var, rounds=options.rounds, pace=pace) as p:
        for part in parts:
            figures, why = _run(part, p, say)
            results += figures
            if why:
                failed[part.NAME] = why
            elif figures:
                print(f"\n## {part.NAME}\n\n{table(figures)}", flush=True)
    found |= {"took_s": round(time.monotonic() - began), "failed": failed}
    _keep(options.json, found, results)
    if options.write:
        docs.write(found, parts, results)
    for name, why in failed.items():
        print(f"{name} was not measured: {why}", file=sys.stderr)
    return 1 if failed else 0


def _run(part: Part, place: Place, say: Any) -> tuple[list[Figure], str]:
    """Its figures, or why there are none."""
    try:
        with place.of_a_part():
            say(f"{part.NAME}: begins")
            return part.run(place, lambda words: say(f"{part.NAME}: {words}")), ""
    except OutOfTime:
        return [], "out of time"
    except Exception as error:
        traceback.print_exc()
        return [], f"{type(error).__name__}: {error}"


class _bounded:
    """Every part that runs after these seconds ends at once; SIGTERM is like Ctrl-C."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds

    def __enter__(self) -> None:
        signal.signal(signal.SIGALRM, self._over)
        command.end_gently()
        signal.setitimer(signal.ITIMER_REAL, self.until - time.monotonic())

    def _over(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 5.0)  # for the next one, should there be one
        raise OutOfTime

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _keep(path: Path, found: dict[str, Any], results: list[Figure]) -> None:
    command.keep(path, found | {"figures": [asdict(figure) for figure in results]})
    print(f"also in {path}", file=sys.stderr)


def _options() -> argparse.Namespace:
    var = ROOT / "var" / "bench"
    page = "docs/performance.md"
    arguments = command.parser("bench.proof", __doc__, keep=var / "proof.json", page=page)
    arguments.add_argument("--only", nargs="+", metavar="NAME", help="these parts")
    arguments.add_argument("--minutes", type=float, default=USUAL_MINUTES)
    arguments.add_argument("--rounds", type=int, default=3, help="medians of so many")
    arguments.add_argument("--var", type=Path, default=var / "proof")
    return arguments.parse_args()


if __name__ == "__main__":
    command.run(main)
