"""Tells chat what reviews listen to, look after and say; called once, on start."""

from chat import console, listeners, tending

from .listening import heard
from .tending import care
from .wording import console_words


def connect() -> None:
    listeners.listen(heard)
    tending.carers.append(care)
    console.more_words.append(console_words)
    console.more_templates.append("feedback/_console_news.html")  # of coaching, too
