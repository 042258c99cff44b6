"""Words of the console about ratings (feedback/static/feedback/console/ratings.js)."""

from django.utils.translation import gettext as _


def console_words() -> dict[str, str]:
    return {
        "low_score": _("A customer was not happy with a chat: {score} of 5."),
        "low_thumb": _("A customer was not happy with a chat: thumb down."),
        "low_open": _("A customer was not happy, and lets you look at the chat."),
        "low_contact": _("A customer was not happy, and wants you to come back to them."),
        "low_look": _("See the ratings"),
        "low_look_chat": _("Open the chat"),
    }
