import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.machine import Machine


@pytest.fixture(scope="session")
def whole_machine() -> Iterator[Machine]:
    """Not below pytest's own directory, which each run of pytest closes to PostgreSQL's user."""
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as var:
        machine = Machine(Path(var).resolve())
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
