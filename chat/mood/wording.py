"""The console's texts about moods; one for each signal, and one for each step of the card."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.languages import plural_forms


def mood_words() -> dict[str, str]:
    return {**_of_levels(), **_of_signals(), **_of_the_card()}


def _of_levels() -> dict[str, str]:
    return {
        "mood_level_calm": _("Calm"),
        "mood_level_tense": _("Tense"),
        "mood_level_upset": _("Upset"),
        "mood_trend_rising": _("rising"),
        "mood_trend_falling": _("calming down"),
        "mood_line": _("{level}, {trend}"),
        "mood_of": _("{points} of 100"),
        "alert_upset": _("{name} is very upset. Somebody should look in."),
    }


def _of_signals() -> dict[str, str]:
    return {
        "mood_signal_complaint": _("complains outright"),
        "mood_signal_leaving": _("says they will leave or complain elsewhere"),
        "mood_signal_abuse": _("insults or swears"),
        **plural_forms(
            "mood_signal_repeats",
            lambda n: ngettext(
                "says the same again, {count} time", "says the same again, {count} times", n
            ),
        ),
        "mood_signal_slow": _("waited {time} for an answer"),
        "mood_signal_waits": _("{time} without an answer"),
        "mood_signal_person": _("asks for a person"),
        "mood_signal_person_again": _("asks again for a person"),
        "mood_signal_prods": _("asks whether anybody is there"),
        "mood_signal_unsolved": _("says that it does not help"),
        "mood_signal_impatience": _("presses for time"),
        "mood_signal_shouting": _("writes in capitals or with many marks"),
        "mood_signal_negative": _("uses angry words"),
        "mood_signal_asked_twice": _("we asked the same again"),
        "mood_signal_dead_ends": _("we said no, or did not understand, more than once"),
        "mood_signal_curt": _("answers curtly, and did not before"),
        "mood_signal_silence": _("took {time} to go on"),
    }


def _of_the_card() -> dict[str, str]:
    return {
        "calm_listen": _("Listen"),
        "calm_acknowledge": _("Acknowledge"),
        "calm_apologise": _("Apologise"),
        "calm_options": _("Offer two ways"),
        "calm_expect": _("Say what happens when"),
        "calm_listen_why": _("Ask openly, or say back what you have understood."),
        "calm_acknowledge_why": _("Say that you see how they feel, and why."),
        "calm_apologise_why": _("For what went wrong, without an excuse."),
        "calm_options_why": _("A choice gives them back a say in it."),
        "calm_expect_why": _("What you do, and by what time they hear of it."),
        "calm_done": _("{step}: done"),
    }
