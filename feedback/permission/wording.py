"""What the widget says around the boxes (later/permission.js), and the console beside a chat."""

from django.utils.translation import gettext as _


def widget_words(*, has_address: bool = False) -> dict[str, str]:
    """In the active language. `has_address`: they gave one before."""
    return {
        "title": _("Your data and e-mail"),
        "about": _(
            "You did not have to tell us who you are, and nothing changes about that. See what is "
            "kept about you, take it with you, or have it erased."
        ),
        "page": _("See what is kept"),
        "copy": _("Read or print this chat"),
        "keep": _("Download this chat"),
        "held": _("We may write to you for:"),
        "none": _("No e-mail address of yours is kept."),
        "confirming": _(
            "One more step for news: open the e-mail we have just sent you, and confirm there that "
            "the address is yours."
        ),
        "address": _("Your e-mail address; empty: the one you gave")
        if has_address
        else _("Your e-mail address"),
        "once": _("You can take this back at any time, with one click."),
        "give": _("Allow this"),
        "no": _("No, thank you"),
        "thanks": _("Thank you. We write to you for this and nothing else:"),
        "meant": _("Did you mean {}?"),
        "close": _("Close"),
        "bad_address": _("This does not look like an e-mail address, such as name@example.com."),
        "nothing_agreed": _("Tick what we may write to you for, or choose “No, thank you”."),
        "unknown_text": _("These words have changed meanwhile. Please reload the page."),
        "stopped": _("Mail to this address does not arrive. Is there another one?"),
        "slow_down": _("That was very often. Please try again later."),
        "failed": _("That did not work. Please try again."),
    }


def console_words() -> dict[str, str]:
    return {
        "do_offer_permission": _("Offer e-mail"),
        "permission_for": _("May be written to for: {purposes}"),
        "permission_none": _("May not be written to."),
        "permission_confirming": _("News: waits for them to confirm their address"),
        "permission_offered": _("Asked. They have not answered yet."),
        "permission_declined": _("They would rather not get e-mail."),
        "permission_follow_up": _("an answer"),
        "permission_transcript": _("a copy of the chat"),
        "permission_survey": _("a question how the chat was"),
        "permission_satisfied_check": _("a question whether it is solved"),
        "permission_marketing": _("news and offers"),
        "refused_not_now": _(
            "They have not answered what was asked before, or nothing is left to ask for."
        ),
    }
