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
        "closed": _("Chat closed"),
        "reopened": _("Chat open again"),
    }


def operator_lines() -> dict[str, str]:
    return {
        "assigned": _("{name} took this chat"),
        "released": _("Put back in the queue"),
        "closed": _("Closed by {name}"),
        "reopened:visitor": _("The customer wrote again"),
        "reopened:operator": _("Opened again by {name}"),
    }


def widget_strings() -> dict[str, str]:
    """Words the widget's modules put on the page while it lives (chat/static/chat/widget/)."""
    return {
        "withYou": _("{name} is with you"),
        "here": _("Here now: {names}"),
        "nobody": _("Leave a message, the answer comes here"),
        "waiting": _("Your message is with us. You can keep browsing, the answer comes here."),
        "waitingAway": _("Your message is kept. The answer comes here as soon as we are back."),
        "closed": _("This chat is closed. Write again and it goes on."),
        "typing": _("{name} is typing"),
        "connecting": _("Reconnecting… What you write is kept."),
        "offline": _("No connection. What you write is kept."),
        "gone": _("This chat is not available any more."),
        "tooOld": _("There is a newer version of this chat. Please reload the page."),
        "left": _("{n} characters left"),
        "over": _("{n} characters too many"),
    }


def launcher_strings(company: str, opens: str | None) -> dict[str, str]:
    """Words of the button on the company's page. opens: "Mon 09:00", None when open now."""
    label = _("Chat with {name}") if opens is None else _("Leave {name} a message")
    return {
        "label": label.format(name=company),
        "hint": _("Back {opens}").format(opens=opens) if opens else "",
        "close": _("Close the chat"),
        "unread": _("{n} unread"),
        "failed": _("The chat could not be loaded. Check your connection, then open it again."),
    }
