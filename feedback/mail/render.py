"""The words of a mail, as text and as HTML: the company's own where it has some in that language,
else ours. The layout is ours in both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils import translation

from feedback.models import MailKind, MailTemplate
from tenants.colours import readable
from tenants.models import Tenant

from .kinds import KINDS
from .pieces import Value, fill_line, pieces_of

SUBJECT_LENGTH = 150


class Words(NamedTuple):
    subject: str
    body: str


@dataclass(frozen=True)
class Footer:
    """Why somebody gets this: the words they agreed to and when, and how to see and stop it."""

    wording: str
    agreed_on: str
    privacy_url: str
    unsubscribe_url: str


@dataclass(frozen=True)
class Written:
    subject: str
    text: str
    html: str


def words_for(kind: str, language: str) -> Words:
    """Call inside the company's scope."""
    own = MailTemplate.objects.filter(kind=kind, language=language).first()
    return Words(own.subject, own.body) if own else usual_words(kind, language)


def usual_words(kind: str, language: str) -> Words:
    ours = KINDS[MailKind(kind)]
    with translation.override(language):
        return Words(translation.gettext(ours.SUBJECT), translation.gettext(ours.BODY))


def write(
    tenant: Tenant, language: str, words: Words, values: Mapping[str, Value], footer: Footer
) -> Written:
    """`values` has one for every field the words may hold. `language` is one of ours."""
    pieces = list(pieces_of(words.body, values))
    with translation.override(language):
        context = {
            "company": tenant.name,
            "accent": readable(tenant.accent),
            "language": language,
            "is_rtl": translation.get_language_bidi(),
            "start": "right" if translation.get_language_bidi() else "left",
            "subject": fill_line(words.subject, values)[:SUBJECT_LENGTH],
            "pieces": pieces,
            "footer": footer,
        }
        return Written(
            context["subject"],
            render_to_string("feedback/mail/layout.txt", context).strip() + "\n",
            render_to_string("feedback/mail/layout.html", context),
        )
