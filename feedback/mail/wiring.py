"""Tells chat that there is mail to look after; called once, on start."""

from chat import listeners, tending
from feedback.transcripts.listening import when_over

from . import webhooks
from .relay import look_after_mail


def connect() -> None:
    tending.carers.append(look_after_mail)
    listeners.listen(when_over)
    webhooks.listen()
