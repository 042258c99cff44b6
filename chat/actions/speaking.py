"""What a program does (chat.api) is told under its own name and labelled as automatic, however
much it does it in the place of whoever connected it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_program: ContextVar[str] = ContextVar("speaking_program", default="")


@contextmanager
def as_program(name: str) -> Iterator[None]:
    """Lines of the log that are written inside name this program as their author."""
    token = _program.set(name)
    try:
        yield
    finally:
        _program.reset(token)


def program() -> str:
    """Which one is at work; "" where a person is."""
    return _program.get()
