"""`make faults`: breaks every part while people chat, and checks what came out.

python -m tests.faults                        every scenario, shortened: about ten minutes
python -m tests.faults --scenario NAME ...    these
python -m tests.faults --runs 200             so many runs of 1,000 messages, in turn
python -m tests.faults --long                 every scenario at full length, then 200 runs
python -m tests.faults --long --scenario ...  these at full length
python -m tests.faults --told FILE ...        writes what was kept with --json into the docs
"""

import argparse
import json
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import command
from helpdesk.services.process import ROOT

from .machine import Machine
from .running import Total, in_turn, run_all
from .scenario import Scenario, Size
from .scenarios import BY_NAME, SCENARIOS
from .table import facts, summary, table, told, write

RUNS, MESSAGES = 200, 1000
FEW_RUNS, FEW_MESSAGES = 6, 300


def main() -> int:
    options = _options()
    if options.told:
        for file in options.told:
            write(json.loads(file.read_text()))
        return 0
    command.end_gently()
    say, found = command.clock(), facts()
    totals: list[Total] = []
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as var:
        machine = Machine(Path(var).resolve())
        try:
            machine.start()
            say("a machine of its own runs")
            run_all(machine, plan(options), say, totals)
        finally:
            for signum in (signal.SIGINT, signal.SIGTERM):  # nothing interrupts the tidying up
                signal.signal(signum, signal.SIG_IGN)
            _tell(options, found | {"scenarios": [told(total) for total in totals]})
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


def _tell(options: argparse.Namespace, found: dict) -> None:
    command.keep(options.json, found)
    rows = found["scenarios"]
    print(f"\n{table(found)}\n{summary(rows)}; also in {options.json}", flush=True)
    if options.write:
        write(found)


def _options() -> argparse.Namespace:
    kept, page = ROOT / "var" / "faults.json", "docs/operations.md"
    arguments = command.parser("tests.faults", __doc__, keep=kept, page=page)
    arguments.add_argument(
        "--scenario", nargs="+", metavar="NAME", choices=sorted(BY_NAME), help=", ".join(BY_NAME)
    )
    arguments.add_argument("--runs", type=int, default=0, help="many runs, in turn")
    arguments.add_argument("--messages", type=int, default=0, help="of each of those runs")
    arguments.add_argument("--long", action="store_true", help="at full length")
    arguments.add_argument("--told", nargs="+", type=Path, metavar="FILE", help="runs nothing")
    return arguments.parse_args()


if __name__ == "__main__":
    command.run(main)
