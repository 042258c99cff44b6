"""The console's texts about presence, offers, alerts and how one wants to be called."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.languages import plural_forms


def calling_words() -> dict[str, str]:
    return {**_of_presence(), **_of_calls(), **_of_notices()}


def _of_presence() -> dict[str, str]:
    return {
        "presence_online": _("Online"),
        "presence_away": _("Away"),
        "presence_practice": _("In practice"),
        "presence_offline": _("Offline"),
        "presence_connecting": _("Connecting…"),
        "presence_cut_off": _("Cut off"),
        "presence_by_itself": _(
            "Away because nothing was done for a while. Move and you are back."
        ),
        "presence_pausing": _("No new chats for you. You go away with the end of the last one."),
        "presence_load": _("You have {load} of {capacity} chats."),
        "presence_load_of": _("{load} of {capacity} chats"),
        "presence_not_told": _("No connection, so this was not changed."),
    }


def _of_calls() -> dict[str, str]:
    return {
        "offer_title": _("Offered to you: {name}"),
        "offer_keys": _("Press y to accept, d to decline."),
        "call_offer": _("A chat is offered to you."),
        "call_alert": _("A customer needs somebody."),
        "call_chat": _("New chat for you: {name}"),
        "call_newcomer": _("New chat waiting: {name}"),
        "call_message": _("{name}: {preview}"),
        "alert_tell_everybody": _("Nobody has taken {name} for {time}."),
        "alert_tell_supervisors": _("{name} has been waiting for {time}. Any department may help."),
        "alert_nudge": _("{name} has waited {time} for your answer."),
        "alert_escalate": _("{operator} has not answered {name} for {time}. You may take over."),
        "alert_reassign": _("{name} had no answer for long and went to somebody else."),
        **plural_forms(
            "offers_more",
            lambda n: ngettext("{count} more is offered to you", "{count} more are offered", n),
        ),
        **plural_forms(
            "alerts_more",
            lambda n: ngettext("{count} more needs somebody", "{count} more need somebody", n),
        ),
        "refused_not_offered": _("This offer has passed on. Somebody else is asked now."),
        "do_accept": _("Accept the offered chat"),
        "do_decline": _("Decline the offered chat"),
        "do_presence": _("Online, away, in practice"),
        "do_notices": _("How you want to be called"),
    }


def _of_notices() -> dict[str, str]:
    return {
        "notices_zone": _("On the clock in {zone}."),
        "notices_two_times": _("Give two different times."),
        "notices_denied": _(
            "Your browser does not allow it. Change that in its settings for this site."
        ),
        "notices_not_here": _("Switched on, but not allowed in this browser yet: press “Test”."),
        "notices_no_push": _("Not possible in this browser, or not set up on this server."),
        "notices_push_failed": _("The browser would not do it. Try again, or in another browser."),
        "notices_played": _("That was the sound of a chat that has waited too long."),
        "notices_silent": _("Your browser keeps this page silent. Click into it and test again."),
        "notices_test": _("This is how it looks when somebody needs you."),
        "notices_push_sent": _(
            "Sent. It should be here within seconds, also with this page closed."
        ),
        "notices_muted_now": _("muted"),
        "notices_quiet_now": _("quiet until {to}"),
    }
