"""Whatever people send, in whatever order, by however many lines: the server does what
docs/protocol.md says. `make faults` tries for longer."""

from uuid import uuid4

import pytest
from hypothesis.stateful import run_state_machine_as_test

from .judging import Conversation, Wrong
from .machine import ProtocolMachine
from .model import Act, State
from .settings import QUICK


def test_the_server_does_what_the_model_says(stage):
    here = type("Here", (ProtocolMachine,), {"stage": stage})
    run_state_machine_as_test(here, settings=QUICK)


def test_what_may_have_been_refused_unheard_has_no_place_in_the_order():
    """Released while nobody had it, which was refused; taken by a send; and released once more."""
    release, send, note = (Act(str(uuid4()), verb, 1) for verb in ("release", "send", "note"))
    chat = Conversation(worlds=frozenset({State("waiting")}))
    chat.begin([release, send])
    chat.seqs = {note.id: (3, None), send.id: (4, 3), release.id: (5, None)}
    chat.check_order([release, send], unheard=True)
    with pytest.raises(Wrong):
        chat.check_order([release, send])
    with pytest.raises(Wrong):
        chat.check_order([send, note], unheard=True)
