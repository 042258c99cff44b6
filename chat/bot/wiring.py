"""Tells chat what the bot listens to; called once, on start."""

from chat import listeners

from .listening import heard


def connect() -> None:
    listeners.listen(heard)
