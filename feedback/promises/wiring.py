"""Tells chat what promises answer, listen to and look after; called once, on start."""

from chat import console, listeners, tending
from chat.etiquette import facts
from chat.frames import MESSAGES
from chat.sides import visitor
from chat.sides.operator import OperatorSide
from chat.sides.visitor import VisitorSide

from . import calls, frames, listening, shown
from .keys import visitor_by_key
from .tending import care
from .wording import promise_words

CODES = {
    "bad_due": "A promise is due later than now, and within a year.",
    "promise_over": "This promise has been kept or dropped already.",
    "no_answer": "No answer with this id has been given since the promise.",
}


def connect() -> None:
    MESSAGES.update(CODES)
    listeners.listen(listening.heard)
    tending.carers.append(care)
    OperatorSide.extensions |= frames.EXTENSIONS
    VisitorSide.extensions["promises"] = frames.promises_to_visitor
    VisitorSide.introductions.append(frames.tell_visitor)
    visitor.other_keys.append(visitor_by_key)
    console.more_words.append(promise_words)
    console.more_templates.append("feedback/_console_promises.html")
    facts.promised.append(shown.is_promised)
    calls.register()
