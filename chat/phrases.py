"""What the product says by itself to a visitor, in the visitor's language.

A company can word each of these its own way, per language (`Tenant.words`); else it is ours,
translated by the catalogues.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_noop as _

from helpdesk.languages import spoken
from tenants.models import Tenant

from .models import Visitor

PHRASES = {
    "acknowledgement": _("Thank you, your message has reached us. Somebody will answer you here."),
    "hold": _("We are still with you. This takes a moment longer, thank you for your patience."),
    "offer_follow_up": _(
        "Everybody is busy longer than we would like. You can stay, or leave your question here: "
        "we answer in this chat as soon as we can, and you will find it when you come back."
    ),
    "check": _("Are you still there? Take your time, we are here when you need us."),
    "goodbye": _(
        "We close this chat for now. Just write again whenever you like and it opens where we "
        "left off. Thank you for talking to us."
    ),
    "operator_left": _("Your operator had to leave. You keep your place at the head of the queue."),
    "masked": _(
        "Nobody is here just now. Your question is safe: we answer in this chat when we are back."
    ),
    "abuse": _(
        "We are glad to help, and we ask you to stay polite. If this goes on, we have to end the "
        "chat."
    ),
    "blocked": _("This chat has been ended because of how our colleagues were spoken to."),
}


def phrase(name: str, tenant: Tenant, locale: str) -> str:
    """`name` is a key of PHRASES; `locale` a BCP 47 tag, empty for the company's language.

    Being understood comes first: the company's own words count in the languages it wrote them in,
    ours in every other one that we have.
    """
    language = spoken_to(tenant, locale)
    return own_words(name, tenant).get(language) or usual(name, language)


def usual(name: str, language: str) -> str:
    """Our words, in one of our languages."""
    with translation.override(language):
        return translation.gettext(PHRASES[name])


def own_words(name: str, tenant: Tenant) -> dict[str, str]:
    """{language: the company's words}. Its automatic reply has a place of its own in the settings,
    in its own language."""
    own = dict(tenant.words.get(name, {}))
    if name == "acknowledgement" and tenant.acknowledgement != PHRASES[name]:
        own[language_of(tenant)] = tenant.acknowledgement
    return own


def language_of(tenant: Tenant) -> str:
    return spoken(tenant.language) or settings.LANGUAGE_CODE


def spoken_to(tenant: Tenant, locale: str) -> str:
    """One of our languages: that of the locale, else the company's."""
    return spoken(locale) or language_of(tenant)


def language_for(visitor: Visitor) -> str:
    """What the product writes to this visitor in: theirs where we have it, else the company's."""
    return spoken_to(visitor.tenant, visitor.spoken)
