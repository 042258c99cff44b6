from collections.abc import Iterator

import pytest

from tests.faults.machine import Machine


@pytest.fixture(scope="session")
def whole_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    machine = Machine(tmp_path_factory.mktemp("machine"))
    try:
        machine.start()
        yield machine
    finally:
        machine.stop()


@pytest.fixture
def machine(whole_machine: Machine) -> Machine:
    """It runs when a test begins; what the test breaks is mended before the next."""
    whole_machine.repair()
    return whole_machine
