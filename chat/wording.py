"""Every text the browser modules show, in one place. Pages hand them over as JSON."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .bot.wording import bot_lines
from .ladder import STEPS


def bubble_strings(side: str) -> dict:
    """Words of the shared renderer. side: "visitor" or "operator", whoever reads the page.

    The shape is `Strings` in chat/static/chat/shared/items.js.
    """
    lines = visitor_lines() if side == "visitor" else operator_lines()
    return {
        "you": _("You"),
        "visitor": _("Visitor"),
        "human": _("Human"),
        "automatic": _("Automatic reply"),
        "note": _("Note"),
        "whisper": _("Whisper"),
        "sending": _("Sending…"),
        "sent": _("Sent"),
        "read": _("Read"),
        "failed": _("This could not be sent."),
        "forgotten": _("Deleted: it was kept as long as agreed."),
        "retry": _("Try again"),
        "discard": _("Delete"),
        "today": _("Today"),
        "yesterday": _("Yesterday"),
        "errors": send_errors(),
        "lines": lines,
    }


def send_errors() -> dict[str, str]:
    """What to tell about a send the server refused, by the codes of docs/protocol.md."""
    return {
        "empty": _("There was nothing to read in this message."),
        "too_long": _("This message is too long. Please send it in two parts."),
        "bad_text": _("This message has characters we cannot show. Please type it again."),
        "not_yours": _("A colleague has this chat, so this was not sent."),
        "not_open": _("This chat is closed, so this was not sent."),
        "forbidden": _("Your role does not allow this."),
        "not_found": _("This chat is not there any more."),
        "blocked": _("You cannot write here for now."),
        "unpersonalised": _("Something in it has not been filled in yet, so it was not sent."),
        "file_gone": _("A file of this message is not there any more. Add it again."),
        "file_waiting": _("A file of this message is still being checked. Try again in a moment."),
    }


def visitor_lines() -> dict[str, str]:
    return {
        "assigned": _("{name} is with you now."),
        "assigned:handed": _("{by} has asked {name} to go on with you. No need to explain again."),
        "assigned:handed:why": _(
            "{by} has asked {name} to go on with you: {why} No need to explain again."
        ),
        "assigned:over": _("{name} goes on with you in place of {over}."),
        "assigned:over:why": _("{name} goes on with you in place of {over}: {why}"),
        "released": _("You are back in line. Somebody will answer here."),
        "released:handed": _("{by} looks for the right person for you. You are next in line."),
        "released:handed:why": _(
            "{by} looks for the right person for you: {why} You are next in line."
        ),
        "closed": _("Chat closed"),
        "reopened": _("Chat open again"),
        "signal:thanks": _("You said thank you."),
        "signal:explain": _("You asked for simpler words."),
        "signal:permission": _("You have said what we may write to you for."),
        "signal:no_permission": _("No e-mail for you."),
    }


def operator_lines() -> dict[str, str]:
    return {
        "assigned": _("{name} took this chat"),
        "released": _("Put back in the queue"),
        "closed": _("Closed by {name}"),
        "closed:automatic": _("Closed by itself"),
        "reopened:visitor": _("The customer wrote again"),
        **dict.fromkeys(("reopened:operator", "reopened:program"), _("Opened again by {name}")),
        **_of_hand_overs(),
        **_of_changes(),
        **bot_lines(),
        "step:taken_over": _("{name} took over from {from}, who had not answered"),
        **{f"step:{step.name}": _(step.what) for step in STEPS.values()},
        "signal:thanks": _("💛 The customer says thank you"),
        "signal:explain": _("The customer asks for simpler words: “{quote}”"),
        "signal:permission": _("The customer has said what you may write to them for"),
        "signal:no_permission": _("The customer would rather not get e-mail"),
    }


def _of_hand_overs() -> dict[str, str]:
    return {
        "assigned:handed": _("{by} handed over to {name}"),
        "assigned:over": _("{name} took over from {over}"),
        "released:handed": _("Back in the queue, with high priority"),
        "transfer:asked": _("asks {to} to take over"),
        "transfer:asked:supervisor": _("asks a supervisor to take over"),
        "transfer:queued": _("{name} wanted to hand over, and nobody was there"),
        "transfer:declined": _("{name} cannot take over"),
        "transfer:declined:why": _("{name} cannot take over: {why}"),
        "transfer:cancelled": _("{name} keeps the chat"),
        "transfer:timed_out": _("Nobody answered within {seconds} seconds; it stays where it was"),
    }


def _of_changes() -> dict[str, str]:
    return {
        "changed:tagged": _("{name} added the tag {value}"),
        "changed:untagged": _("{name} removed the tag {value}"),
        "changed:priority:urgent": _("{name} made this urgent"),
        "changed:priority:high": _("{name} set the priority to high"),
        "changed:priority:normal": _("{name} set the priority to normal"),
        "changed:priority:low": _("{name} set the priority to low"),
        "changed:raised:urgent": _("What the customer writes makes this urgent"),
        "changed:raised:high": _("What the customer writes makes this high priority"),
        "changed:raised:normal": _("What the customer writes makes this normal priority"),
        "changed:upset": _("The customer seems upset"),
        "changed:department": _("{name} moved this to {value}"),
        "changed:department:null": _("{name} moved this to everybody"),
        "changed:wish": _("The customer asked for {value}"),
        "changed:wish:null": _("The customer does not mind who answers"),
        "changed:snoozed": _("{name} snoozed this until {value}"),
        "changed:woken": _("Back again"),
        "changed:merged": _("{name} closed chat {value} into this one"),
        "changed:merged_into": _("{name} closed this into chat {value}"),
        "changed:warned": _("{name} asked the customer to stay polite"),
        "changed:blocked": _("{name} blocked this visitor"),
        "changed:blocked:hour": _("{name} blocked this visitor for an hour: {why}"),
        "changed:blocked:day": _("{name} blocked this visitor for a day: {why}"),
        "changed:blocked:forever": _("{name} blocked this visitor for good: {why}"),
        "changed:promise": _("{name} gave the promise to {value}"),
        "changed:promise:null": _("{name} gave the promise to the team"),
        "changed:unblocked": _("{name} lets this visitor write again"),
    }


def widget_strings() -> dict[str, str]:
    """Words the widget's modules put on the page while it lives (chat/static/chat/widget/)."""
    return {
        "withYou": _("{name} is with you"),
        "here": _("Here now: {names}"),
        "nobody": _("Leave a message, the answer comes here"),
        "waiting": _("Your message is with us. You can keep browsing, the answer comes here."),
        "waitingAway": _("Your message is kept. The answer comes here as soon as we are back."),
        "closed": _("This chat is closed. Write again and it goes on."),
        "typing": _("{name} is typing"),
        "connecting": _("Reconnecting… What you write is kept."),
        "offline": _("No connection. What you write is kept."),
        "gone": _("This chat is not available any more."),
        "tooOld": _("There is a newer version of this chat. Please reload the page."),
        "left": _("{n} characters left"),
        "over": _("{n} characters too many"),
        "waitingMasked": _("Your question is safe. The answer comes here when we are back."),
        "leave": _("Leave a question. The answer comes here; no e-mail needed."),
        "until": _("Here until {time}"),
        **_of_waiting(),
    }


def _of_waiting() -> dict[str, str]:
    """Words of chat/static/chat/widget/waiting.js; `ordinal:` forms are those of CLDR."""
    return {
        "placeNext": _("You are next."),
        "place": _("You are {ordinal} in line."),
        "ordinal:one": pgettext("21st, 31st", "{n}st"),
        "ordinal:two": pgettext("2nd, 22nd", "{n}nd"),
        "ordinal:few": pgettext("3rd, 23rd", "{n}rd"),
        "ordinal:many": pgettext("some languages' eighth", "{n}th"),
        "ordinal:other": pgettext("4th, 11th", "{n}th"),
        "waitUsually": _("Usually {time}."),
        "waitUnder": _("Usually less than {time}."),
        "waitHour": _("This can take up to an hour or longer."),
        "waitHours": _("This takes more than an hour."),
        "waitUnknown": _("We cannot say how long. The answer comes here, also later."),
        "why:overtaken": _("Somebody had to go before you."),
        "why:fewer_people": _("Fewer of us are here than a moment ago."),
        "why:slower": _("Chats take longer than they usually do."),
    }


def masked_strings() -> dict[str, str]:
    """Words of the widget while nobody answers (chat/static/chat/later/masked.js)."""
    return {
        "back": _("We are back {when}"),
        "backSoon": _("Nobody can answer just now"),
        "backIn": _("That is {howLong}, in your time."),
        "nobodyNow": _("Leave your question here and find the answer here. No e-mail needed."),
        "openAgain": _("Today's hours end at {closes}. We open again {opens}."),
        "today": _("today at {time}"),
        "tomorrow": _("tomorrow at {time}"),
        "onDay": _("{day} at {time}"),
        "headBack": _("Back {when}"),
        "headNobody": _("Leave a question, the answer comes here"),
        "closed": _("Closed"),
        "allDay": _("Open all day"),
        "writeQuestion": _("Write your question…"),
        "writeMessage": _("Write a message…"),
        "opened": _("We are here now."),
        "noArticles": _("Nothing found. Ask us below."),
        "source": _("Source"),
        "reviewed": _("Checked on {date}"),
    }


def launcher_strings(company: str) -> dict[str, str]:
    """Words of the button on the company's page; it knows the visitor's time, we do not."""
    return {
        "label": _("Chat with {name}").format(name=company),
        "leave": _("Leave a question for {name}").format(name=company),
        "back": _("Back at {time}"),
        "back_on": _("Back at {time} ({day})"),
        "nobody": _("Leave a question"),
        "close": _("Close the chat"),
        "unread": _("{n} unread"),
        "failed": _("The chat could not be loaded. Check your connection, then open it again."),
    }
