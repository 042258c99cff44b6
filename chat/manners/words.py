"""Texts of what the widget and the console load when it is first needed
(chat/static/chat/later/)."""

from django.utils.translation import gettext as _


def later_words() -> dict[str, str]:
    return {**_of_files(), **_of_emoji(), **_of_manners(), **_of_departments()}


def _of_files() -> dict[str, str]:
    return {
        "files": _("Files that go with the message"),
        "drop": _("Drop files here to send them"),
        "remove": _("Remove {name}"),
        "retry": _("Try again"),
        "sent": _("{percent} % on its way"),
        "preparing": _("Being prepared…"),
        "scanning": _("Being checked for viruses…"),
        "failed": _("This file did not arrive. Check your connection, then try again."),
        "refused": _("The virus scanner refused this file. It was deleted."),
        "tooLarge": _("This file is larger than {size}. Choose a smaller one."),
        "tooMany": _("At most {count} files go with one message. Send the others afterwards."),
        "emptyFile": _("This file is empty. Choose another one."),
        "wait": _("One moment: the message goes out as soon as its file has arrived."),
        "picture": _("Picture: {name}"),
    }


def _of_emoji() -> dict[str, str]:
    return {
        "emoji": _("Emoji"),
        "emojiSearch": _("Search emoji"),
        "emojiNone": _("None of that name"),
    }


def _of_departments() -> dict[str, str]:
    """Words of later/departments.js."""
    return {
        "departments": _("What is it about? You can leave this open."),
        "departmentBack": _("closed, back {when}"),
        "departmentClosed": _("closed"),
        "departmentNobody": _("nobody there now"),
    }


def _of_manners() -> dict[str, str]:
    return {
        "options": _("Quick replies"),
        "explain": _("I don't understand"),
        "thanks": _("Thank you"),
        "hintCapitals": _("No need to shout, we are listening."),
        "typingSeen": _("We see what you type before you send it."),
        "hintDetails": _(
            "The more we know, the faster we can help: what happened, and is there an order number?"
        ),
    }
