"""What a company's record of processing (GDPR article 30) needs to know of this product."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.models import Retention
from tenants.models import Tenant


class Row(NamedTuple):
    what: str
    why: str
    basis: str
    kept: str


def summary_of(tenant: Tenant) -> list[Row]:
    kept = Retention.of(tenant)
    legitimate = _("Answering who asks: contract or legitimate interest, article 6(1)(b), (f)")
    consent = _("Consent, article 6(1)(a), for each purpose by itself")
    return [
        Row(
            _("What was said, when, and by whom of the company"),
            _("Answering the customer"),
            legitimate,
            _days(kept.messages_days),
        ),
        Row(
            _("Files that were sent"),
            _("Answering the customer"),
            legitimate,
            _days(kept.attachments_days),
        ),
        Row(
            _("Page, language and time zone of the browser; no name, no IP address is stored"),
            _("Answering in the right language, about the right page, at the right time of day"),
            legitimate,
            _days(kept.messages_days),
        ),
        Row(
            _("A random token in the customer’s browser"),
            _("Finding their chat again: strictly necessary for what they asked for"),
            _("ePrivacy article 5(3), exempt from consent"),
            _("As long as the browser keeps it"),
        ),
        Row(
            _("Ratings and answers, anonymous unless the customer says otherwise"),
            _("Getting better"),
            legitimate,
            _days(kept.ratings_days),
        ),
        Row(
            _("E-mail address, only if given, encrypted"),
            _("Only what was agreed to: a follow-up, a transcript, a question about the chat"),
            consent,
            _("Until it is taken back; else %(days)s") % {"days": _days(kept.addresses_days)},
        ),
        Row(
            _("The ledger of permissions: a number, a purpose, the words, a time"),
            _("Proving what was agreed to"),
            _("Duty to show it, article 7(1)"),
            _("For good; it names nobody once a customer is erased"),
        ),
    ]


def _days(days: int | None) -> str:
    if days is None:
        return _("until somebody asks for erasure")
    return ngettext("%(days)s day after the chat", "%(days)s days after the chat", days) % {
        "days": days
    }
