"""What stands in `OutgoingMail.problem`, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

TOLD = {
    "withdrawn": noop("Permission was taken back."),
    "suppressed": noop("This address is not written to any more: mail came back, or was unwanted."),
    "forgotten": noop("The customer has been erased."),
    "cap_address": noop("This address has had its mails for a day. It leaves when there is room."),
    "cap_company": noop("The mails of a day are used up. It leaves when there is room again."),
    "no_answer": noop("Nobody can tell whether the mail server took it: the answer never came."),
    "not_taken": noop("Nobody can tell whether the mail server took it."),
    "late": noop("It took too long; it is tried again."),
    "not_written": noop("It could not be written. The log of the worker says where."),
    "nothing_to_say": noop("What it was about is not there any more."),
    "read": noop("The customer has read it in the chat."),
    "over": noop("It is too long ago to ask."),
    "off": noop("This question is not asked any more."),
    "goes_on": noop("The customer waits for an answer: first things first."),
    "chat_goes_on": noop("The chat went on. The copy is sent when it is over."),
    "not needed any more": noop("It was not needed any more."),
    "done_by_hand": noop("Somebody marked it as done."),
    "bounced": noop("It came back: there is no such mailbox."),
    "complained": noop("The receiver called it unwanted."),
    "provider_refused": noop("The mail service took it and could not deliver it."),
}
BEGIN = {
    "connection": noop("Our mail server could not be reached."),
    "smtp": noop("The mail server refused it ({code})."),
    "provider": noop("The mail service refused it ({code})."),
    "no_answer": TOLD["no_answer"],
}


def told_problem(problem: str) -> str:
    if not problem:
        return ""
    if problem in TOLD:
        return _(TOLD[problem])
    begin, _space, code = problem.partition(" ")
    return _(BEGIN[begin]).format(code=code) if begin in BEGIN else problem
