"""Tells chat when a copy is mailed, and where the console finds one; called once, on start."""

from django.utils.translation import gettext as _

from chat import console, listeners

from .listening import when_over


def connect() -> None:
    listeners.listen(when_over)
    console.more_words.append(console_words)
    console.more_templates.append("feedback/_inbox_transcript.html")


def console_words() -> dict[str, str]:
    return {"do_transcript": _("Copy of this chat")}
