"""Tells chat what permission answers, listens to and says; called once, on start."""

from chat import console, listeners, tending
from chat.frames import MESSAGES
from chat.sides.operator import OperatorSide
from chat.sides.visitor import VisitorSide

from . import frames, listening, unconfirmed
from .wording import console_words

CODES = {
    "bad_address": "This is not an address that mail can be sent to.",
    "nothing_agreed": "Nothing was ticked.",
    "unknown_text": "These are not words that were shown to this visitor.",
    "no_consent": "Nobody agreed to mail of this kind.",
    "stopped": "This address is not written to any more.",
}


def connect() -> None:
    MESSAGES.update(CODES)
    listeners.listen(listening.when_nobody_answers)
    tending.carers.append(unconfirmed.care)
    console.more_words.append(console_words)
    console.more_templates.append("feedback/_inbox_permission.html")
    VisitorSide.extensions |= {
        "permission": frames.permission,
        "give_permission": frames.give_permission,
        "decline_permission": frames.decline_permission,
    }
    OperatorSide.extensions |= {
        "permission": frames.permission_of,
        "offer_permission": frames.offer_permission,
    }
