"""Everything that is broken on purpose, in the order in which it is."""

from .kinds import machines, stores
from .scenario import Scenario

SCENARIOS: list[Scenario] = [
    *machines.SCENARIOS,
    *stores.SCENARIOS,
]
BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}
