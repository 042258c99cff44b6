"""No acknowledged message is lost, doubled or moved, whatever breaks: every scenario of
`make faults`, in its shortest form.

Real processes, killed as a power cut kills them, while people chat. Waits are bounded and generous;
what is asserted is what came out in the end.
"""

import pytest

from tests.faults.running import run_once
from tests.faults.scenarios import SCENARIOS

SHORT = [scenario for scenario in SCENARIOS if scenario.ci]


@pytest.mark.parametrize("scenario", SHORT, ids=lambda scenario: scenario.name)
def test_nothing_goes_wrong_when(scenario, machine):
    outcome = run_once(machine, scenario, scenario.ci)
    assert outcome.violations == []
    assert outcome.messages >= scenario.ci.messages
