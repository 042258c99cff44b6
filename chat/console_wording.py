"""The texts of the operator console; `say` in chat/static/chat/console/words.js looks them up.

`key:one`, `key:other` and what else a language's plural has are forms of one text. The keys that
the modules use and the keys given here are compared by a test.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.languages import plural_forms

from .calling_wording import calling_words
from .checks_wording import check_words
from .desk_wording import desk_words
from .helping_wording import helping_words
from .mood.wording import mood_words


def console_words() -> dict[str, str]:
    return {
        **_of_chats(),
        **_of_the_list(),
        **_of_writing(),
        **_of_the_line(),
        **_of_moves(),
        **_of_commands(),
        **calling_words(),
        **check_words(),
        **desk_words(),
        **helping_words(),
        **mood_words(),
    }


def _of_chats() -> dict[str, str]:
    return {
        "visitor": _("Visitor"),
        "visitor_from": _("Visitor from {page}"),
        "visitor_home": _("Visitor from the home page"),
        "visitor_numbered": _("Visitor {number}"),
        "visitor_number": _("Visitor {number}"),
        "you": _("You"),
        "colleague": _("Colleague"),
        "nobody": _("Nobody yet"),
        "unknown": _("Not told"),
        "no_page": _("The page was not told."),
        "not_waiting": _("Not waiting"),
        "read_none": _("Nothing yet"),
        "read_all": _("Everything"),
        "read_some": _("All but the last {unread}"),
        "said": _("{name}: {body}"),
        "since": _("since {time}"),
        "now": _("now"),
        "status_waiting": _("Waiting"),
        "status_mine": _("Assigned to you"),
        "status_theirs": _("Assigned to {name}"),
        "status_closed": _("Closed"),
        "pick": _("Pick a chat"),
        "pick_text": _(
            "Choose one from the list. It stays open, so you can go back and forth between several."
        ),
        "quiet": _("All quiet"),
        "quiet_text": _("When a customer writes, open the chat from the list and answer here."),
        "loading": _("Opening…"),
        "loading_text": _("Loading messages…"),
        "missing": _("No such chat"),
        "missing_text": _("This chat is not there. Perhaps the address was cut short."),
        "newest": _("Newest message"),
        **plural_forms(
            "new_messages",
            lambda n: ngettext(
                "{count} new message",
                "{count} new messages",
                n,
            ),
        ),
        **plural_forms(
            "typing",
            lambda n: ngettext(
                "{names} is typing…",
                "{names} are typing…",
                n,
            ),
        ),
    }


def _of_the_list() -> dict[str, str]:
    return {
        "inbox": _("Inbox"),
        **plural_forms(
            "waiting",
            lambda n: ngettext(
                "{count} waiting",
                "{count} waiting",
                n,
            ),
        ),
        "nobody_waits": _("Nobody waiting"),
        "badge_waiting": _("Waiting"),
        "badge_closed": _("Closed"),
        "draft": _("Draft"),
        "not_sent": _("Not sent"),
        **plural_forms(
            "unread",
            lambda n: ngettext(
                "{count} unread message",
                "{count} unread messages",
                n,
            ),
        ),
        "new_chat": _("New chat waiting: {name}"),
        **plural_forms(
            "new_chats",
            lambda n: ngettext(
                "{count} new chat waiting",
                "{count} new chats waiting",
                n,
            ),
        ),
        "empty_waiting": _("Nobody is waiting"),
        "empty_waiting_text": _(
            "New chats appear here by themselves, the longest wait on top. "
            "The number beside each says how long its customer has had no answer."
        ),
        "empty_mine": _("No chats of yours"),
        "empty_mine_text": _("Take a chat that waits, or just answer it: it becomes yours."),
        "empty_all": _("No open chats"),
        "empty_all_text": _(
            "As soon as somebody writes on your site, the chat appears here, "
            "and you can answer it at once."
        ),
        "empty_closed": _("Nothing closed yet"),
        "empty_closed_text": _(
            "Chats that are over are kept here. They open again when the customer writes."
        ),
        "empty_offline": _("The server cannot be reached"),
        "empty_offline_text": _(
            "We keep trying and show your chats as soon as it answers. "
            "If this lasts, check your connection."
        ),
        "look_at_mine": _("Show my chats"),
        "look_at_waiting": _("Show who is waiting"),
        "install": _("Put the chat on your site"),
        "leave": _("Put aside {name}"),
    }


def _of_writing() -> dict[str, str]:
    return {
        "field_reply": _("Write to the customer"),
        "field_note": _("Write a note to colleagues"),
        "send_reply": _("Send"),
        "send_take": _("Send and take"),
        "send_note": _("Add note"),
        "hint_reply": _("Enter sends, / for canned replies"),
        "hint_note": _("Only colleagues see notes"),
        "hint_offline": _("No connection: it is sent as soon as there is one"),
        "left": _("{count} characters left"),
        "too_long": _("{count} characters too many. Please send it in two parts."),
        "blocked_closed": _("This chat is closed."),
        "blocked_colleague": _("{name} answers this chat. You can leave a note."),
        "canned_none": _("No canned reply begins like this."),
        "canned_empty": _("There are no canned replies yet. Add some under Canned."),
    }


def _of_the_line() -> dict[str, str]:
    return {
        "line_online": _("Connected"),
        "line_connecting": _("Connecting…"),
        "line_polling": _("Using fallback (slower)"),
        "line_offline": _("Offline – messages wait"),
        "bar_connecting": _("Connecting… What you send waits here and goes out by itself."),
        "bar_offline": _("No connection. You can go on writing: messages wait here."),
        "bar_polling": _(
            "Your network blocks live connections. Everything works, a few seconds later."
        ),
        **plural_forms(
            "bar_waiting",
            lambda n: ngettext(
                "No connection. {count} message waits and is sent by itself.",
                "No connection. {count} messages wait and are sent by themselves.",
                n,
            ),
        ),
        "ended_signed_out": _("You are signed out"),
        "ended_signed_out_text": _(
            "Your session has ended. Your drafts and unsent messages are kept in this browser; "
            "sign in to go on."
        ),
        "ended_no_member": _("You are no longer in this company"),
        "ended_no_member_text": _(
            "Your membership has ended, so its chats are closed to you. "
            "If this is a mistake, ask whoever manages people there."
        ),
        "ended_not_there": _("This inbox is not open to you"),
        "ended_not_there_text": _(
            "You may have been signed out, or the company is no longer there. "
            "Your drafts are kept in this browser."
        ),
        "ended_outdated": _("This page is out of date"),
        "ended_outdated_text": _(
            "The helpdesk was updated. Reload the page to go on; your drafts are kept."
        ),
        "sign_in": _("Sign in"),
        "reload": _("Reload"),
        "your_companies": _("Your companies"),
        "your_profile": _("Your name and photo"),
    }


def _of_moves() -> dict[str, str]:
    return {
        "closed_now": _("Closed: {name}"),
        "undo": _("Undo"),
        "has_it": _("{name} has this chat."),
        "yours_already": _("This chat is yours already."),
        "is_closed": _("This chat is closed. Reopen it first."),
        "refused_already_taken": _("{name} took this chat a moment before you."),
        "refused_practice_first": _(
            "Real chats come once you have passed your practice. Open Practice to see what is left."
        ),
        "refused_not_open": _("{chat} is not in a state for that any more."),
        "refused_not_yours": _("This chat is not yours any more."),
        "refused_already_closed": _("Somebody had closed this chat already."),
        "refused_not_found": _("This chat is not there any more."),
        "refused_forbidden": _("Your role does not allow this."),
        "refused_id_reused": _("That did not work. Please try again."),
        "refused_bad_frame": _("That did not work. Please try again."),
    }


def _of_commands() -> dict[str, str]:
    return {
        "or": _("or"),
        "keys_move": _("Moving"),
        "keys_write": _("Writing"),
        "keys_chat": _("This chat"),
        "keys_views": _("Views"),
        "keys_more": _("More"),
        "palette_chat": _("This chat"),
        "palette_chats": _("Chats"),
        "palette_do": _("Do"),
        "palette_pages": _("Go to"),
        "do_next": _("Next chat in the list"),
        "do_previous": _("Previous chat in the list"),
        "do_enter": _("Open the chat"),
        "do_list": _("Back to the list"),
        "do_nextOpen": _("Next open chat"),
        "do_previousOpen": _("Previous open chat"),
        "do_altOpen": _("The same, also while writing"),
        "do_leave": _("Put this chat aside"),
        "do_reply": _("Reply"),
        "do_note": _("Write a note"),
        "do_canned": _("Canned replies"),
        "do_send": _("Send"),
        "do_newline": _("New line"),
        "do_stopWriting": _("Stop writing, keep the draft"),
        "do_take": _("Take"),
        "do_release": _("Put back in the queue"),
        "do_close": _("Close"),
        "do_undo": _("Undo closing"),
        "do_reopen": _("Reopen"),
        "do_details": _("Show or hide details"),
        "do_waiting": _("Show who is waiting"),
        "do_mine": _("Show my chats"),
        "do_all": _("Show all open chats"),
        "do_closed": _("Show closed chats"),
        "do_palette": _("Find a chat or do something"),
        "do_keys": _("Show all keys"),
        "do_signOut": _("Sign out"),
    }
