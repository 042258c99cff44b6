"""The console's texts about practice (chat.console.more_words), for
feedback/static/feedback/console/practice.js."""

from django.utils.translation import gettext as _


def practice_words() -> dict[str, str]:
    return {
        "practice_waits": _("Your customer comes in a moment."),
        "practice_over": _("Practice is over: {outcome}"),
    }
