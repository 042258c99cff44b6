"""Tells chat what webhooks listen to and look after; called once, on start."""

from chat import listeners, tending

from .reading import heard
from .relay import look_after_webhooks


def connect() -> None:
    listeners.listen(heard)
    tending.carers.append(look_after_webhooks)
