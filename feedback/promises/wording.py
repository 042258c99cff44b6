"""The console's texts about promises (chat.console.more_words), for the modules
feedback/static/feedback/console/promise*.js."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.languages import plural_forms


def promise_words() -> dict[str, str]:
    return {**_of_promising(), **_of_keeping(), **_of_calls()}


def _of_promising() -> dict[str, str]:
    return {
        "do_promise": _("Promise an answer"),
        "promise_hour": _("In an hour"),
        "promise_today": _("Today"),
        "promise_tomorrow": _("Tomorrow"),
        "promise_next_day": _("Next working day"),
        "promise_past": _("That is over already. Choose a later time."),
        "promise_theirs": _("For the customer it is {when} then."),
        "promise_me": _("{name} (you)"),
        "promise_team": _("The team"),
        "promise_reads_me": _("I will get back to you by {when}: {what}"),
        "promise_reads_other": _("{name} will get back to you by {when}: {what}"),
        "promise_reads_team": _("We will get back to you by {when}: {what}"),
        "promise_mail_yes": _(
            "They may be written to: your answer goes out by e-mail as well, unless they read it "
            "here within two minutes."
        ),
        "promise_mail_no": _(
            "No permission to mail: the promise, and your answer, wait here for their return."
        ),
        "promise_mail_asked": _(
            "They are asked along with the promise. Until they agree, your answer waits here for "
            "their return."
        ),
        "promise_mail_stopped": _(
            "Mail to their address does not arrive: your answer waits here for their return."
        ),
        "promise_made": _("Promised, by {when}. You are reminded in time."),
        "refused_bad_due": _("A promise is for a time ahead, and within a year."),
    }


def _of_keeping() -> dict[str, str]:
    return {
        "promise_keeps": _("This answer keeps the promise: {what} ({when})"),
        "promise_bar_mine": _("You promised by {when}: {what}"),
        "promise_bar_team": _("The team promised by {when}: {what}"),
        "promise_bar_other": _("{name} promised by {when}: {what}"),
        "promise_bar_late_mine": _("Late: you promised by {when}: {what}"),
        "promise_bar_late_team": _("Late: the team promised by {when}: {what}"),
        "promise_bar_late_other": _("Late: {name} promised by {when}: {what}"),
        "promise_answer": _("Answer it now"),
        "promise_reopen": _("Open the chat and answer"),
        "refused_promise_over": _("That promise was kept or dropped already."),
        "refused_no_answer": _("The answer was not sent, so the promise is still open."),
    }


def _of_calls() -> dict[str, str]:
    return {
        "told_promise_soon": _("Due soon, as promised: {what}"),
        "told_promise_due": _("Due now, as promised: {what}"),
        "told_promise_late": _("A promise to {name} is late: {what}"),
        "told_promise_given": _("Yours to keep from now on: {what}"),
        **plural_forms(
            "promises_open",
            lambda n: ngettext("{count} to keep", "{count} to keep", n),
        ),
        **plural_forms(
            "promises_late",
            lambda n: ngettext("{count} late", "{count} late", n),
        ),
    }
