"""What each kind of mail says. One module a kind:

SUBJECT, BODY    our usual words, with fields
FIELDS           {field: what it becomes}, besides those every mail has (COMMON)
NEEDED           the field without which the mail would be pointless
content(mail, visitor) -> {field: value}    when it is sent; raises NotSent
sample(tenant) -> {field: value}            for the preview and the test mail

Words of an address nobody has confirmed: a stranger may have typed it. Nothing a visitor wrote or
chose goes into a mail to it (`is_confirmed`).
"""

from types import ModuleType

from django.utils.translation import gettext_noop as _

from feedback.models import MailKind

from . import answer, confirmation, satisfied_check, survey, transcript

COMMON = {
    "company": _("The company's name"),
    "greeting": _("“Hello”, with the customer's name where it is known and the address confirmed"),
}
KINDS: dict[MailKind, ModuleType] = {
    MailKind.ANSWER: answer,
    MailKind.TRANSCRIPT: transcript,
    MailKind.SURVEY: survey,
    MailKind.SATISFIED_CHECK: satisfied_check,
    MailKind.CONFIRMATION: confirmation,
}


def fields_of(kind: str) -> dict[str, str]:
    """{field: what it becomes}"""
    return COMMON | KINDS[MailKind(kind)].FIELDS
