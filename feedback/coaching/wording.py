"""Words of the console about coaching (feedback/static/feedback/console/coaching.js)."""

from django.utils.translation import gettext as _


def console_words() -> dict[str, str]:
    return {
        "coaching_praise": _("Somebody praised you."),
        "coaching_task": _("You have a task from your coach."),
        "coaching_goal": _("A goal was set with you."),
        "coaching_exemplar": _("A chat of yours is proposed for the library. You decide."),
        "coaching_done": _("A task you gave is done."),
        "coaching_confirmed": _("Your task was confirmed."),
    }
