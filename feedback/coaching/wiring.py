"""Tells chat what coaching listens to and looks after; called once, on start."""

from chat import listeners, tending

from . import tasks  # noqa: F401  can be called
from .listening import heard
from .reading import batches


def connect() -> None:
    listeners.listen(heard)
    tending.carers.append(batches.care)
