"""The console's texts about hand-overs, overseeing, triage, searching and fitting replies."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.languages import plural_forms


def desk_words() -> dict[str, str]:
    return {
        **_of_handing_over(),
        **_of_overseeing(),
        **_of_triage(),
        **_of_snoozing(),
        **_of_mentions(),
        **_of_searching(),
        **_of_context(),
        **_of_fields(),
        **_of_refusals(),
        **_of_commands(),
    }


def _of_handing_over() -> dict[str, str]:
    return {
        "transfer_choose": _("Choose somebody…"),
        "transfer_people": _("People who are here"),
        "transfer_departments": _("Departments"),
        "transfer_help": _("Somebody who can decide"),
        "transfer_any_supervisor": _("Any supervisor"),
        "transfer_gone": _("Not here now"),
        "transfer_person": _("{name} · {load} of {capacity} chats"),
        "transfer_absent": _("{name} · {presence}"),
        "transfer_stays": _("It stays yours until somebody takes it."),
        "transfer_to_queue": _(
            "Nobody is there: it goes to the head of the queue, with this as a note."
        ),
        "transfer_drafting": _("Putting together what was said…"),
        "transfer_take_back": _("Take back"),
        "handover_title": _("{name} hands over: {chat}"),
        "handover_why": _("The customer will read: {why}"),
        "handover_not_yours": _("Take this chat first, then you can hand it over."),
        "a_supervisor": _("a supervisor"),
        "bar_asked": _("You asked {name}. It stays yours until somebody takes it: {time}"),
        "told_transfer_declined": _("{name} cannot take it over. The chat is still yours."),
        "told_transfer_timed_out": _("Nobody took it over in time. The chat is still yours."),
        "alert_transfer_asked": _("{operator} hands {name} over to you. y takes it, d declines."),
        "alert_transfer_declined": _("Nobody takes over {name}. The chat is still yours."),
        "alert_transfer_timed_out": _("Nobody took over {name} in time. The chat is still yours."),
    }


def _of_overseeing() -> dict[str, str]:
    return {
        "takeover_who": _("{name} answers {chat}"),
        "unseen_on": _("You watch unseen: nobody is told that you look at their chats."),
        "unseen_off": _("Colleagues see where you look."),
        "bar_unseen": _("You watch unseen. {name} and the customer do not notice."),
        "be_seen": _("Let them see me"),
        "looking_one": _("{names} is looking"),
        "looking_many": _("{names} are looking"),
        "told_whisper": _("{name} whispers to you"),
        "told_taken_over": _("{name} took over your chat. You can read on."),
        "alert_whisper": _("A supervisor whispers to you: {name}"),
        "alert_taken_over": _("A supervisor took over {name}."),
        "field_whisper": _("Whisper to whoever answers"),
        "send_whisper": _("Whisper"),
        "hint_whisper": _("The customer never sees this"),
    }


def _of_triage() -> dict[str, str]:
    return {
        "chosen": _("now"),
        "choose_none": _("Nothing fits. Try fewer letters."),
        "tags_title": _("Tags of this chat"),
        "tags_placeholder": _("Type a tag, an old one or a new one…"),
        "tags_none": _("No tags yet. Type one, such as refund, and press Enter."),
        "tags_given": _("on this chat; Enter removes it"),
        "tags_make": _("Make the tag “{tag}”"),
        "tag_remove": _("Remove the tag {tag}"),
        "priority_title": _("How urgent is it?"),
        "priority_placeholder": _("Urgent, high, normal, low"),
        "priority_urgent": _("Urgent"),
        "priority_urgent_text": _("Before everybody else"),
        "priority_high": _("High"),
        "priority_high_text": _("Before the usual ones"),
        "priority_normal": _("Normal"),
        "priority_normal_text": _("In the order they came"),
        "priority_low": _("Low"),
        "priority_low_text": _("After the usual ones"),
        "department_title": _("Whose is it to answer?"),
        "department_placeholder": _("A department"),
        "department_all": _("Everybody"),
        "departments_none": _("There are no departments yet. Add some in the settings."),
        "merge_title": _("Which chat of this customer belongs to this one?"),
        "merge_placeholder": _("A word, a day…"),
        "merge_alone": _("This is the only chat of this customer."),
        "abuse_warn": _("Send the warning"),
        "abuse_block": _("End and block"),
        "abuse_lift": _("Let them write again"),
        "bar_blocked_until": _("Blocked until {when} by {name}: {why}"),
        "bar_blocked": _("Blocked by {name}, until somebody lifts it: {why}"),
        "mark_urgent": _("Urgent"),
        "mark_high": _("High"),
        "mark_snoozed": _("Snoozed"),
        "mark_transfer": _("Hand-over"),
        "mark_called": _("@ you"),
    }


def _of_snoozing() -> dict[str, str]:
    return {
        "snooze_title": _("Snooze until…"),
        "snooze_placeholder": _("Tomorrow, Monday, an hour…"),
        "snooze_none": _("No such time. Choose “Pick a time”."),
        "snooze_hour": _("In an hour"),
        "snooze_hours": _("In three hours"),
        "snooze_tomorrow": _("Tomorrow morning"),
        "snooze_monday": _("Monday morning"),
        "snooze_week": _("In a week"),
        "snooze_pick": _("Pick a time…"),
        "snooze_past": _("That moment has passed. Pick one that is still to come."),
        "snoozed_now": _("Snoozed until {when}"),
        "bar_snoozed": _("Snoozed until {when}. A word of the customer wakes it before."),
        "bring_back": _("Wake now"),
        "told_woken": _("A chat you had snoozed is back"),
        "alert_woken": _("{name} is back: you had snoozed it."),
        "empty_snoozed": _("Nothing snoozed"),
        "empty_snoozed_text": _(
            "Press s in a chat of yours to snooze it until a time. It comes back by itself."
        ),
    }


def _of_mentions() -> dict[str, str]:
    return {
        **plural_forms(
            "mentions",
            lambda n: ngettext("{count} note to you", "{count} notes to you", n),
        ),
        "mentions_title": _("Notes that call you"),
        "mentions_placeholder": _("Who called you?"),
        "mentions_none": _("Nobody has called you. In a note, @ and a name calls a colleague."),
        "mentioned_now": _("{name}: {body}"),
        "alert_called": _("A colleague calls you to {name}."),
        "look": _("Look"),
        "chat_number": _("Chat {number}"),
    }


def _of_searching() -> dict[str, str]:
    return {
        "filter_any": _("Any"),
        "filter_waiting": _("Waiting"),
        "filter_open": _("Open"),
        "filter_closed": _("Closed"),
        "filter_no_department": _("No department"),
        "search_more": _("Show more"),
        "search_further": _("Search further back"),
        "search_nothing": _("Nothing found. Try fewer words, or take away a filter."),
        "search_nothing_yet": _("Nothing in the latest chats."),
        "search_offline": _("Searching needs a connection. We keep trying."),
        **plural_forms(
            "search_found",
            lambda n: ngettext("That is the one there is.", "Those are all {count}.", n),
        ),
        "hit_note": _("Note"),
        "views_title": _("Saved views"),
        "views_placeholder": _("Which one?"),
        "views_none": _("No saved views yet. Search for something, then save it."),
        "view_shared": _("Shared"),
    }


def _of_context() -> dict[str, str]:
    return {
        "earlier_none": _("This is their first chat."),
        "bar_left": _("The customer has gone on in a newer chat and does not read this one."),
        "open_newer": _("Open the newer one"),
        "told_confirmed": _("Confirmed as"),
        "told_claimed": _("Says to be"),
        "told_number": _("Customer number"),
        "told_email": _("E-mail"),
        "told_yes": _("Yes"),
        "told_no": _("No"),
        "told_unsigned": _("Nobody has signed this: it may be untrue."),
        "told_no_mail": _("The address is no permission to write to it."),
    }


def _of_fields() -> dict[str, str]:
    return {
        "hint_hole": _("Fill in {hole} before you send this"),
        "hint_untouched": _("Word for word the canned reply. A word of your own makes it theirs."),
    }


def _of_refusals() -> dict[str, str]:
    return {
        "refused_transfer_pending": _("Somebody has been asked already. Take that back first."),
        "refused_customer_waits": _("The customer waits for an answer. Write one first."),
        "refused_other_visitor": _("These are chats of two different customers."),
        "refused_too_many": _("There are as many as there may be. Remove one first."),
        "refused_blocked": _("This visitor is blocked. Let them write again first."),
    }


def _of_commands() -> dict[str, str]:
    return {
        "do_whisper": _("Whisper to the operator"),
        "do_handover": _("Hand over"),
        "do_snooze": _("Snooze, or wake"),
        "do_tags": _("Tags"),
        "do_priority": _("Priority"),
        "do_department": _("Department"),
        "do_merge": _("Merge with another chat"),
        "do_abuse": _("Warn or block"),
        "do_unblock": _("Let them write again"),
        "do_takeOver": _("Take over"),
        "do_unseen": _("Watch unseen, or be seen"),
        "do_snoozed": _("Show what I snoozed"),
        "do_mentions": _("Notes that call me"),
        "do_savedViews": _("Saved views"),
        "do_search": _("Search what was said"),
    }
