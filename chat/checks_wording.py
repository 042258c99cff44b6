"""The console's texts about checks of a reply while it is written, for the modules
chat/static/chat/console/check*.js."""

from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

TWO_WAYS = gettext_noop(
    "We can go one of two ways:\n1. [[first way]]\n2. [[second way]]\nWhich suits you better?"
)


def check_words() -> dict[str, str]:
    return {**_of_the_line(), **_of_actions(), **_of_commands(), **two_ways()}


def _of_the_line() -> dict[str, str]:
    return {
        "check_none": _("No hints left."),
        "check_place": _("{number} of {count}"),
        "check_fix_key": _("Tab changes it to: {fix}"),
        "check_ask_keys": _("Enter sends it anyway, Escape goes back to it."),
        "check_typing": _("The customer is still writing. Wait a moment, and your answer fits."),
    }


def _of_actions() -> dict[str, str]:
    return {
        "check_do_promise": _("Promise a time"),
        "check_do_split": _("Split it up"),
        "check_do_points": _("List the points"),
        "check_do_options": _("Offer two ways"),
    }


def _of_commands() -> dict[str, str]:
    return {
        "do_sendAndClose": _("Send and close"),
        "do_takeFix": _("Take the better words"),
        "do_dismissCheck": _("Leave it as it is"),
        "do_nextCheck": _("Next word to look at, or the one before"),
        "do_houseRules": _("House rules"),
    }


@cache
def two_ways() -> dict[str, str]:
    """What stands in a reply is in the customer's language: `two_ways_de` and so on."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[f"two_ways_{language}"] = translation.gettext(TWO_WAYS)
    return found
