"""Nothing breaks here but what people say: the protocol against its model, and anything at all.

`messages` is how many steps of the model, or messages of the fuzzing, there are at least.
"""

import asyncio
import json
import secrets
from collections import Counter
from dataclasses import replace

from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.machine import Machine
from tests.faults.scenario import Outcome, Run, Scenario, Size
from tests.protocol.files_door import FilesDoor
from tests.protocol.fuzzing import Fuzz
from tests.protocol.machine import ProtocolMachine
from tests.protocol.settings import long
from tests.protocol.stage import Stage

STEPS = 50  # of one example of the model
MEMBERS = "SELECT lower(display_name), id FROM tenants_membership"
A_SESSION = 6  # messages, on average
WITH_ONE_CHAT = 40  # sessions; by then the people in it are blocked, merged and wound up


def stage_of(machine: Machine) -> Stage:
    acme = machine.acme
    return Stage(
        origin=machine.webs[0].origin,
        tenant_id=acme.id,
        slug=acme.slug,
        site_key=acme.site_key,
        cookies=acme.cookies,
        members=dict(machine.rows(MEMBERS)),
        dsn=machine.postgres.urls["DATABASE_OWNER_URL"],
    )


async def model(machine: Machine, size: Size) -> Outcome:
    """Hypothesis says how to come by what is wrong, as shortly as it can."""
    number = secrets.randbits(32)
    here = seed(number)(type("Here", (ProtocolMachine,), {"stage": stage_of(machine)}))
    examples = -(-size.messages // STEPS)
    outcome = Outcome(messages=examples * STEPS)
    try:
        how = long(examples, STEPS)
        await asyncio.to_thread(run_state_machine_as_test, here, settings=how)
    except Exception as wrong:
        outcome.violations.append(f"seed {number}: {wrong!r} {' '.join(notes(wrong))}")
    outcome.measured["seed"] = str(number)
    return outcome


def notes(error: BaseException) -> list[str]:
    return getattr(error, "__notes__", [])


async def fuzz(machine: Machine, size: Size) -> Outcome:
    elsewhere = json.loads(await asyncio.to_thread(machine.run, "-m", "tests.protocol.elsewhere"))
    here = stage_of(machine)
    there = replace(here, **elsewhere)
    outcome, answers, first = Outcome(), Counter(), secrets.randbits(32)
    seeds = range(first, first + -(-size.messages // A_SESSION))
    for at in range(0, len(seeds), WITH_ONE_CHAT):
        some, log = seeds[at : at + WITH_ONE_CHAT], machine.webs[0].log
        answers += await _some_sessions(Fuzz(here, there, log), some, outcome)
    outcome.require(machine.webs[0].process.poll() is None, "the server is gone")
    outcome.measured["different answers"] = len(answers)
    return outcome


async def _some_sessions(fuzz: Fuzz, seeds: range, outcome: Outcome) -> Counter[str]:
    answers: Counter[str] = Counter()
    await fuzz.begin()
    try:
        for number in seeds:
            answers += await fuzz.try_seed(number)
            outcome.messages += len(fuzz.said)
    except AssertionError as wrong:
        outcome.violations.append(str(wrong))
    finally:
        await fuzz.end()
    return answers


async def files(machine: Machine, size: Size) -> Outcome:
    """At most 300: a process takes no more in an hour from one address. So it is a new one."""
    await asyncio.to_thread(machine.webs[0].kill)
    await asyncio.to_thread(machine.webs[0].start)
    outcome, first = Outcome(), secrets.randbits(32)
    door = FilesDoor(stage_of(machine), machine.webs[0].log)
    statuses: Counter[int] = Counter()
    try:
        for number in range(first, first + size.messages):
            statuses[await door.try_seed(number)] += 1
    except AssertionError as wrong:
        outcome.violations.append(str(wrong))
    finally:
        await door.end()
    outcome.messages = statuses.total()
    outcome.measured["statuses"] = " ".join(map(str, sorted(statuses)))
    return outcome


def scenario(name: str, what: str, run: Run, bounded: int, full: int) -> Scenario:
    """Nothing breaks in it; it has so many messages."""
    sizes = {"bounded": Size(messages=bounded), "full": Size(messages=full)}
    return Scenario(name, f"nothing; {what}", run, **sizes)


SCENARIOS = [
    scenario(
        "model", "steps of a state machine that knows what has to come out", model, 500, 10_000
    ),
    scenario(
        "fuzz", "frames that are none, half right or right, to both sockets", fuzz, 1_500, 30_000
    ),
    scenario("fuzz-files", "files that are none, spoilt or disguised", files, 100, 290),
]
