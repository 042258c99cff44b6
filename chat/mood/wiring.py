"""Tells the rest of chat what moods answer and call for; called once, on start."""

from chat.sides.operator import OperatorSide

from . import calling, frames


def connect() -> None:
    OperatorSide.extensions |= frames.EXTENSIONS
    calling.register()
