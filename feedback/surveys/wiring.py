"""Tells chat what surveys answer, listen to and say; called once, on start."""

from chat import calling, console, listeners
from chat.sides.visitor import VisitorSide

from . import alerts, asking, frames, tasks  # noqa: F401  tasks can be called
from .wording import console_words


def connect() -> None:
    listeners.listen(asking.when_over)
    VisitorSide.introductions.append(frames.introduction)
    VisitorSide.extensions |= {
        "rate": frames.rate,
        "answer": frames.answer,
        "skip_survey": frames.skip,
        "survey_shown": frames.see,
    }
    calling.others[alerts.STEP] = alerts.CALL
    console.more_words.append(console_words)
    console.more_templates.append("feedback/_console_ratings.html")
