"""The words of each permission. What is shown is what is stored (actions.consents.text_for)."""

from django.utils import translation
from django.utils.translation import gettext_noop as _

from .models import Purpose

WORDS = {
    Purpose.FOLLOW_UP: _(
        "{company} may write to this address to answer my question from this chat. For nothing "
        "else."
    ),
    Purpose.TRANSCRIPT: _("{company} may send a copy of this chat to this address, once."),
    Purpose.SURVEY: _("{company} may ask me by e-mail, once, how this chat was."),
    Purpose.SATISFIED_CHECK: _(
        "{company} may ask me by e-mail, once and some days from now, whether it is solved."
    ),
    Purpose.CONFIRMATION: _(
        "{company} may send one e-mail to this address, so that I can confirm that it is mine."
    ),
    Purpose.MARKETING: _(
        "{company} may send me news and offers by e-mail. I can take this back at any time, with "
        "one click."
    ),
}


def words_of(purpose: str, company: str, locale: str) -> str:
    with translation.override(locale):
        return translation.gettext(WORDS[Purpose(purpose)]).format(company=company)
