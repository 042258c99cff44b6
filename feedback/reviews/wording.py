"""Words of the console about reviews (feedback/static/feedback/console/reviews.js), by the step of
the frame."""

from django.utils.translation import gettext as _

from . import alerts


def console_words() -> dict[str, str]:
    return {
        alerts.DONE: _("A colleague has read a chat of yours and says what they think."),
        alerts.REPLIED: _("An operator has replied to your review."),
        alerts.APPEALED: _("An operator appealed a review. Somebody has to decide."),
        alerts.DECIDED: _("An appeal was decided."),
    }
