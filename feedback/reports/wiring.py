"""Tells chat what reports listen to and look after; called once, on start."""

from chat import listeners, tending

from . import tasks  # noqa: F401  can be called
from .tending import care, heard


def connect() -> None:
    listeners.listen(heard)
    tending.carers.append(care)
