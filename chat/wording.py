"""Every text the browser modules show, in one place. Pages hand them over as JSON."""

from django.utils.translation import gettext as _


def bubble_strings(side: str) -> dict:
    """Words of the shared renderer. side: "visitor" or "operator", whoever reads the page.

    The shape is `Strings` in chat/static/chat/shared/items.js.
    """
    lines = visitor_lines() if side == "visitor" else operator_lines()
    return {
        "you": _("You"),
        "visitor": _("Visitor"),
        "human": _("Human"),
        "automatic": _("Automatic reply"),
        "note": _("Note"),
        "sending": _("Sending…"),
        "sent": _("Sent"),
        "read": _("Read"),
        "failed": _("This could not be sent."),
        "retry": _("Try again"),
        "discard": _("Delete"),
        "today": _("Today"),
        "yesterday": _("Yesterday"),
        "errors": send_errors(),
        "lines": lines,
    }


def send_errors() -> dict[str, str]:
    """What to tell about a send the server refused, by the codes of docs/protocol.md."""
    return {
        "empty": _("There was nothing to read in this message."),
        "too_long": _("This message is too long. Please send it in two parts."),
        "bad_text": _("This message has characters we cannot show. Please type it again."),
        "not_yours": _("A colleague has this chat, so this was not sent."),
        "not_open": _("This chat is closed, so this was not sent."),
        "forbidden": _("Your role does not allow this."),
        "not_found": _("This chat is not there any more."),
    }


def visitor_lines() -> dict[str, str]:
    return {
        "assigned": _("{name} is with you now."),
        "released": _("You are back in line. Somebody will answer here."),
        "closed": _("This chat was closed. Write again and it opens again."),
        "reopened": _("This chat is open again."),
    }


def operator_lines() -> dict[str, str]:
    return {
        "assigned": _("{name} took this chat"),
        "released": _("Put back in the queue"),
        "closed": _("Closed by {name}"),
        "reopened:visitor": _("The customer wrote again"),
        "reopened:operator": _("Opened again by {name}"),
    }
