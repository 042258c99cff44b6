"""Lets chat know what files do by themselves."""

from chat import tending

from . import tasks  # noqa: F401  so that they can be called
from .care import care


def connect() -> None:
    tending.carers.append(care)
