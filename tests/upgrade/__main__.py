"""An upgrade while people chat: first the old version alone, its tables changed beneath it, then
both side by side, on both workers. Everything said has to arrive, once and in order.

python -m tests.upgrade                   from the last commit that had other tables
python -m tests.upgrade --from v1.2       from that commit
"""

import argparse
import asyncio
import json
import signal
import sys
import tempfile
import time
from pathlib import Path

from helpdesk.services.errors import Unavailable
from helpdesk.services.process import ROOT, wait_until
from helpdesk.services.readiness import Probe
from tests.faults.chatting import Chat
from tests.faults.scenario import Outcome, Size

from . import versions
from .two_versions import NEW, OLD, TwoVersions, environment_of_its_own
from .walking import walk

SLOWEST_DELIVERY_S = 5.0
WITHIN_S = 60.0


def main() -> int:
    options = _options()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    commit = versions.before(options.commit)
    environment_of_its_own()
    say(f"from {versions.subject(commit)}")
    with tempfile.TemporaryDirectory(prefix="upgrade-", ignore_cleanup_errors=True) as place:
        old = versions.take_out(commit, Path(place).resolve() / "old")
        machine = TwoVersions(Path(place).resolve() / "var", old)
        outcome = Outcome()
        try:
            check(machine, outcome, Size(messages=options.messages, conversations=4))
        finally:
            machine.stop()
    return tell(commit, outcome)


def check(machine: TwoVersions, outcome: Outcome, size: Size) -> None:
    machine.start()
    ahead = machine.unapplied()
    say(f"the old version serves; {len(ahead)} migrations ahead: {', '.join(ahead) or 'none'}")
    asyncio.run(changed_beneath(machine, outcome, size))
    look_around(machine, outcome, OLD)
    machine.start_new()
    say("both versions serve")
    asyncio.run(side_by_side(machine, outcome, size, visitors=OLD, operators=NEW))
    asyncio.run(side_by_side(machine, outcome, size, visitors=NEW, operators=OLD))
    look_around(machine, outcome, NEW)
    look_around(machine, outcome, OLD)
    for line in machine.complaints():
        outcome.require(False, line)


async def changed_beneath(machine: TwoVersions, outcome: Outcome, size: Size) -> None:
    """New tables under the old version, while it serves."""
    async with Chat(machine, size, one=OLD, other=OLD) as chat:
        await chat.acknowledges(8)
        took = await asyncio.to_thread(machine.migrate, "new")
        outcome.measure("migrate took, s", took)
        await chat.ends(outcome, within=WITHIN_S)
        slowest = chat.slowest_delivery
        outcome.measure("slowest delivery meanwhile, s", slowest, most=SLOWEST_DELIVERY_S)
    say(f"tables changed in {took:.1f} s, slowest delivery {slowest:.2f} s")


async def side_by_side(
    machine: TwoVersions, outcome: Outcome, size: Size, *, visitors: int, operators: int
) -> None:
    """Those of one version talk with those of the other."""
    async with Chat(machine, size, one=visitors, other=operators) as chat:
        await chat.ends(outcome, within=WITHIN_S)
    names = {OLD: "the old", NEW: "the new"}
    say(f"visitors on {names[visitors]}, operators on {names[operators]}: all delivered")


def look_around(machine: TwoVersions, outcome: Outcome, place: int) -> None:
    web, which = machine.webs[place], ("old", "new")[place]
    begun = time.monotonic()
    shown, failed = walk(web.origin, machine.acme)
    outcome.measure(f"pages of the {which} version", shown)
    outcome.violations += [f"{which} version: {path}" for path in failed]
    outcome.require(shown >= 20, f"{which} version: only {shown} pages were shown")
    probe = Probe(web.origin, web.origin)
    wait_until(lambda: not probe.why_not_ready(), 20)
    outcome.require(not probe.why_not_ready(), f"{which} version: {probe.why_not_ready()}")
    say(f"{shown} pages of the {which} version in {time.monotonic() - begun:.0f} s")


def tell(commit: str, outcome: Outcome) -> int:
    """Prints what came out and keeps it as JSON; the exit status."""
    found = {"from": versions.subject(commit), **vars(outcome)}
    path = ROOT / "var" / "upgrade.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(found, indent=1) + "\n")
    counted = ("messages", "acknowledged", "stored", "lost", "doubled", "disordered")
    said = [f"{getattr(outcome, name):,} {name}" for name in counted]
    said += [f"{what}: {value:g}" for what, value in outcome.measured.items()]  # type: ignore[str-format]
    print("\n".join(said))
    for words in outcome.violations:
        print(f"WRONG: {words}")
    print(
        f"{'upgrade is safe' if not outcome.violations else 'upgrade is NOT safe'}; also in {path}"
    )
    return 1 if outcome.violations else 0


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(
        prog="python -m tests.upgrade",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments.add_argument("--from", dest="commit", default="", help="the version that serves now")
    arguments.add_argument("--messages", type=int, default=200, help="said in each of three parts")
    return arguments.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except Unavailable as error:
        sys.exit(str(error))
