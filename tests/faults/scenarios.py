"""Everything that is broken on purpose, in the order in which it is."""

from .kinds import machines, partition, restore, rolling, stores
from .scenario import Scenario

SCENARIOS: list[Scenario] = [
    *machines.SCENARIOS,
    *stores.SCENARIOS,
    *partition.SCENARIOS,
    *rolling.SCENARIOS,
    *restore.SCENARIOS,
]
BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}
