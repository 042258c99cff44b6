"""Signed links in mails: who they are for and what they are good for, without a login.

A link names numbers only, never an address, and is good for one use: what a mail program sees in
the unsubscribe header does not open the page with everything that is held. Companies change their
site key; the company is therefore in the token as well (`company_of`), and old mails keep working.
"""

from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.core import signing

from chat.models import Visitor

SALT = "feedback.links."


class Use(StrEnum):
    PRIVACY = "privacy"
    UNSUBSCRIBE = "unsubscribe"
    CONFIRM = "confirm"
    VISIT = "visit"
    TRANSCRIPT = "transcript"
    RATE = "rate"
    SOLVED = "solved"


# Taking permission back never expires. What shows data or gives a permission does.
LASTS = {
    Use.PRIVACY: timedelta(days=180),
    Use.UNSUBSCRIBE: None,
    Use.CONFIRM: timedelta(days=7),
    Use.VISIT: timedelta(hours=2),
    Use.TRANSCRIPT: timedelta(days=30),
    Use.RATE: timedelta(days=30),
    Use.SOLVED: timedelta(days=30),
}


class BadLink(ValueError):
    """Forged, for another use, or older than such links last."""


class OldLink(BadLink):
    """Ours, and too old."""


def privacy_link(visitor: Visitor) -> str:
    """To the page of what is held about them: `/privacy/<key>/<token>/`."""
    return _absolute(f"/privacy/{{key}}/{_token(visitor, Use.PRIVACY)}/", visitor)


def visit_link(visitor: Visitor) -> str:
    """To the same page from the widget, which asks for a new one each time: for this visit."""
    return _absolute(f"/privacy/{{key}}/{_token(visitor, Use.VISIT)}/", visitor)


def unsubscribe_link(visitor: Visitor, purpose: str) -> str:
    """To taking one permission back: `/m/<key>/unsubscribe/<token>/`. By POST alone."""
    token = _token(visitor, Use.UNSUBSCRIBE, purpose)
    return _absolute(f"/m/{{key}}/unsubscribe/{token}/", visitor)


def confirm_link(visitor: Visitor, text_id: int, asked: int) -> str:
    """To confirming an address, for the words of one ConsentText: `/m/<key>/confirm/<token>/`.

    `asked`: number of the line of the ledger by which this very address was asked (`event_id` of
    the permission the mail goes out by). A link to another address confirms nothing."""
    token = _token(visitor, Use.CONFIRM, f"{text_id}.{asked}")
    return _absolute(f"/m/{{key}}/confirm/{token}/", visitor)


def transcript_link(visitor: Visitor, conversation_id: int) -> str:
    """To a copy of one chat, to read, print and download: `/transcript/<key>/<token>/`."""
    token = _token(visitor, Use.TRANSCRIPT, str(conversation_id))
    return _absolute(f"/transcript/{{key}}/{token}/", visitor)


def rate_link(visitor: Visitor, ask_id: int) -> str:
    """To rating the chat of one Ask: `/m/<key>/rate/<token>/`."""
    return _absolute(f"/m/{{key}}/rate/{_token(visitor, Use.RATE, str(ask_id))}/", visitor)


def solved_link(visitor: Visitor, mail_id: int, *, is_solved: bool) -> str:
    """To answering one mail that asks whether it is solved: `/m/<key>/solved/<token>/`. The page
    has a button; the link alone answers nothing."""
    about = f"{mail_id}.{'yes' if is_solved else 'no'}"
    return _absolute(f"/m/{{key}}/solved/{_token(visitor, Use.SOLVED, about)}/", visitor)


def read_link(token: str, use: Use) -> tuple[int, str]:
    """(number of the visitor, what it is about: the purpose of an unsubscribe link, the numbers of
    text and line of a confirm link as "17.4", the number of the chat of a transcript link, of the
    Ask of a rate link, number of the mail and answer of a solved link as "12.yes", "" of a privacy
    link). Raises BadLink."""
    _, visitor_id, about = _read(token, use)
    return visitor_id, about


def company_of(token: str, use: Use) -> int:
    """Number of the company, also after its site key has changed. Raises BadLink."""
    return _read(token, use)[0]


def _token(visitor: Visitor, use: Use, about: str = "") -> str:
    return signing.dumps([visitor.tenant_id, visitor.pk, about], salt=SALT + use)


def _read(token: str, use: Use) -> tuple[int, int, str]:
    try:
        tenant_id, visitor_id, about = signing.loads(token, salt=SALT + use, max_age=LASTS[use])
    except signing.SignatureExpired:
        raise OldLink from None
    except (signing.BadSignature, ValueError, TypeError):
        raise BadLink from None
    return tenant_id, visitor_id, about


def _absolute(path: str, visitor: Visitor) -> str:
    return settings.PUBLIC_URL + path.format(key=visitor.tenant.site_key)
