"""Tells chat what coaching listens to and looks after; called once, on start."""

from chat import console, listeners, tending

from . import tasks  # noqa: F401  can be called
from .care import care
from .listening import heard
from .wording import console_words


def connect() -> None:
    listeners.listen(heard)
    tending.carers.append(care)
    console.more_words.append(console_words)
