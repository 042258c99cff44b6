"""Whatever people send, in whatever order, by however many lines: the server does what
docs/protocol.md says. `make faults` tries for longer."""

from hypothesis.stateful import run_state_machine_as_test

from .machine import ProtocolMachine
from .settings import QUICK


def test_the_server_does_what_the_model_says(stage):
    here = type("Here", (ProtocolMachine,), {"stage": stage})
    run_state_machine_as_test(here, settings=QUICK)
