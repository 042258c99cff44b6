"""Tells chat that there is mail to look after; called once, on start."""

from chat import tending

from . import webhooks
from .relay import look_after_mail


def connect() -> None:
    tending.carers.append(look_after_mail)
    webhooks.listen()
