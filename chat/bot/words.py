"""What the bot says, in the customer's language."""

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.articles.finding import shortened
from chat.models import Article
from tenants.models import Tenant

from .models import Bot

MOST_SAID = 700  # characters of an article in an answer; the rest is for the reader
USUAL_NAME = gettext_lazy("Automatic assistant")


def name_of(bot: Bot, language: str) -> str:
    with translation.override(language):
        return bot.name or str(USUAL_NAME)


def greeting(tenant: Tenant, language: str) -> str:
    with translation.override(language):
        return _(
            "Hello! I am the automatic assistant of {company}. Tell me in a sentence what it is "
            "about, and I look whether we have written it down. People answer here, too: you only "
            "need to say so."
        ).format(company=tenant.name)


def answer(tenant: Tenant, article: Article, passage: str, language: str, *, is_first: bool) -> str:
    """With where it is from; `passage` is what of the article says most about the question."""
    with translation.override(language):
        told = article.body.strip()
        if len(told) > MOST_SAID:
            told = shortened(passage, MOST_SAID)
        return "\n\n".join([_source(tenant, article, is_first), told, offer()])


def from_service(tenant: Tenant, told: str, language: str, *, is_first: bool) -> str:
    with translation.override(language):
        return "\n\n".join([*([_introduction(tenant)] if is_first else []), told, offer()])


def offer() -> str:
    """In the active language."""
    return _("Did this help? If not, a person goes on from here and sees everything we said.")


def _source(tenant: Tenant, article: Article, is_first: bool) -> str:
    day = date_format(article.reviewed_on, "DATE_FORMAT")
    said = _("From our article “{title}”, checked on {date}:").format(title=article.title, date=day)
    return f"{_introduction(tenant)} {said}" if is_first else said


def _introduction(tenant: Tenant) -> str:
    return _("I am the automatic assistant of {company}.").format(company=tenant.name)


def handing_over(language: str, *, is_open: bool, knows: bool) -> str:
    """`knows`: it is not for want of knowing."""
    with translation.override(language):
        told = [] if knows else [_("This I do not know well enough.")]
        if is_open:
            told.append(
                _("A person answers you here. You keep your place, and they see all we said.")
            )
        else:
            told.append(
                _(
                    "Nobody is here just now. Your question is safe, with all we said: a person "
                    "answers in this chat when we are back."
                )
            )
        return " ".join(told)


def goodbye(language: str) -> str:
    with translation.override(language):
        return _(
            "You are welcome! We close this chat; write again whenever you like, and it opens "
            "where we left off."
        )


def taps(language: str, *, after_answer: bool) -> dict[str, str]:
    """{"yes", "person"}: what can be tapped, and what it then says."""
    with translation.override(language):
        if not after_answer:
            return {"person": _("Talk to a person")}
        return {"yes": _("Yes, thank you"), "person": _("No, a person please")}
