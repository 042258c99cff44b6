"""`make faults`: breaks every part while people chat, and checks what came out.

python -m tests.faults                        every scenario, shortened: about ten minutes
python -m tests.faults --scenario NAME ...    these
python -m tests.faults --runs 200             so many runs of 1,000 messages, in turn
python -m tests.faults --long                 every scenario at full length, then 200 runs
python -m tests.faults --long --scenario ...  these at full length
"""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from helpdesk.services.process import ROOT

from .machine import Machine
from .running import Total, in_turn, run_all
from .scenario import Scenario, Size
from .scenarios import BY_NAME, SCENARIOS
from .table import as_json, facts, summary, table, write

RUNS, MESSAGES = 200, 1000
FEW_RUNS, FEW_MESSAGES = 6, 300


def main() -> int:
    options = _options()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    begun, found = time.monotonic(), facts()
    totals: list[Total] = []

    def say(words: str) -> None:
        print(f"{time.monotonic() - begun:5.0f} s  {words}", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as var:
        machine = Machine(Path(var).resolve())
        try:
            machine.start()
            say("a machine of its own runs")
            run_all(machine, plan(options), say, totals)
        finally:
            for signum in (signal.SIGINT, signal.SIGTERM):  # nothing interrupts the tidying up
                signal.signal(signum, signal.SIG_IGN)
            _tell(options, found, totals)
            machine.stop()
    return 1 if any(total.violations for total in totals) else 0


def plan(options: argparse.Namespace) -> Iterator[tuple[Scenario, Size]]:
    chosen = [BY_NAME[name] for name in options.scenario] if options.scenario else SCENARIOS
    if options.long or not options.runs:
        is_full = options.long or bool(options.scenario)
        sizes = ((s, s.full if options.long else s.bounded or s.full) for s in chosen)
        yield from ((s, size) for s, size in sizes if s.bounded or is_full)
    runs = options.runs or (0 if options.scenario else RUNS if options.long else FEW_RUNS)
    messages = options.messages or (MESSAGES if options.long or options.runs else FEW_MESSAGES)
    yield from in_turn(chosen, runs, messages)


def _tell(options: argparse.Namespace, found: dict, totals: list[Total]) -> None:
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(as_json(found, totals))
    print(f"\n{table(totals)}\n{summary(totals)}; also in {options.json}", flush=True)
    if options.write:
        write(found, totals)


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(
        prog="python -m tests.faults",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments.add_argument(
        "--scenario", nargs="+", metavar="NAME", choices=sorted(BY_NAME), help=", ".join(BY_NAME)
    )
    arguments.add_argument("--runs", type=int, default=0, help="many runs, in turn")
    arguments.add_argument("--messages", type=int, default=0, help="of each of those runs")
    arguments.add_argument("--long", action="store_true", help="at full length")
    arguments.add_argument("--json", type=Path, default=ROOT / "var" / "faults.json")
    arguments.add_argument("--write", action="store_true", help="into docs/operations.md, too")
    return arguments.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
