"""Anything at all may be said to both sockets: it is answered, or the line is closed, with a code
of docs/protocol.md, and nobody else feels it. `make faults` tries for longer."""

from hypothesis import given
from hypothesis import strategies as st

from .grammar import sessions
from .settings import FEW


def test_anything_may_be_said(fuzz, loop):
    @FEW
    @given(st.one_of(sessions("visitor"), sessions("operator")))
    def try_it(session):
        loop.run_until_complete(fuzz.session(*session))

    try_it()
