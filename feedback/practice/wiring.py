"""Tells chat what practice answers and looks after; called once, on start."""

from chat import console, tending
from chat.sides.operator import OperatorSide

from .frames import EXTENSIONS, introduce
from .playing import care
from .wording import practice_words


def connect() -> None:
    tending.carers.append(care)
    OperatorSide.extensions |= EXTENSIONS
    OperatorSide.introductions.append(introduce)
    console.more_words.append(practice_words)
    console.more_templates.append("feedback/_console_practice.html")
