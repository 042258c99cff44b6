"""Tells chat what reviews listen to and look after; called once, on start."""

from chat import listeners, tending

from .listening import heard
from .tending import care


def connect() -> None:
    listeners.listen(heard)
    tending.carers.append(care)
