"""The console's texts about articles, files, emoji and quick replies."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.languages import plural_forms


def helping_words() -> dict[str, str]:
    return {**_of_articles(), **_of_what_goes_along(), **_of_quick_replies(), **_of_commands()}


def _of_articles() -> dict[str, str]:
    return {
        "articles_for": _("For “{question}”"),
        "articles_none": _("No article fits what the customer said. Search for one."),
        "articles_none_found": _("Nothing found. Try other words."),
        "articles_offline": _("No connection. Articles are looked up as soon as there is one."),
        **plural_forms(
            "articles_found",
            lambda n: ngettext("{count} article found", "{count} articles found", n),
        ),
        **plural_forms(
            "articles_more",
            lambda n: ngettext("Show {count} more", "Show {count} more", n),
        ),
        "article_reviewed": _("Checked {date}"),
        "article_due": _("Check was due {date}"),
        "article_insert": _("Insert"),
        "article_insert_chosen": _("Insert what is selected"),
        "article_gone": _("This article has been deleted."),
        "article_ask": _(
            "It was to be checked again by {date}, and nobody has. Make sure that it is still true "
            "before a customer reads it."
        ),
    }


def _of_what_goes_along() -> dict[str, str]:
    return {
        "enclosed_wait": _("It goes out as soon as its files have arrived."),
        "enclosed_failed": _("A file was not taken. Try it again or remove it, then send."),
        "enclosed_two": _("Write at least two different quick replies, or close them."),
        "enclosed_words": _("Write what the customer can choose between."),
        "enclosed_notes": _("Files can go with replies to the customer only."),
    }


def _of_quick_replies() -> dict[str, str]:
    return {
        "option_number": _("Quick reply {number}"),
        "option_like_1": _("For example: Exchange it"),
        "option_like_2": _("For example: Refund it"),
        "option_like_3": _("A third way"),
        "option_like_4": _("A fourth way"),
        "offer_open": _("Not answered yet"),
        "offer_chosen": _("The customer chose this"),
        "offer_words": _("Answered in their own words"),
        "offer_moved": _("Not answered before you wrote on"),
    }


def _of_commands() -> dict[str, str]:
    return {
        "do_articles": _("Search articles"),
        "do_insertArticle": _("Insert an article"),
        "do_offerReplies": _("Offer quick replies"),
        "do_attach": _("Add a file"),
        "do_emoji": _("Add an emoji"),
    }
