"""Everything that is broken on purpose, in the order in which it is."""

from .kinds import (
    asleep,
    browsers,
    frames,
    machines,
    partition,
    protocol,
    reading,
    restore,
    rolling,
    stores,
    workers,
)
from .scenario import Scenario

SCENARIOS: list[Scenario] = [
    *machines.SCENARIOS,
    *stores.SCENARIOS,
    *workers.SCENARIOS,
    *partition.SCENARIOS,
    *rolling.SCENARIOS,
    *restore.SCENARIOS,
    *frames.SCENARIOS,
    *asleep.SCENARIOS,
    *browsers.SCENARIOS,
    *reading.SCENARIOS,
    *protocol.SCENARIOS,
]
BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}
