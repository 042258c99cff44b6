"""Tells the rest of chat what the checks answer; called once, on start."""

from chat.sides.operator import OperatorSide

from . import frames


def connect() -> None:
    OperatorSide.extensions |= frames.EXTENSIONS
    OperatorSide.introductions.append(frames.introduce)
