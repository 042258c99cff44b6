"""What cannot be done to a review just now, in words for who tried."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


class NotDone(Exception):
    """`str()` is a sentence in the reader's language; `fields` says where, for a form."""

    def __init__(self, words: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(words)
        self.fields = dict(fields or {})


def gone() -> NotDone:
    return NotDone(_("This chat is not in the queue any more."))


def taken() -> NotDone:
    return NotDone(_("Somebody else is reviewing this chat."))


def own_chat() -> NotDone:
    return NotDone(_("You took part in this chat, so somebody else reviews it."))


def over() -> NotDone:
    return NotDone(_("This was done meanwhile, so nothing was changed."))
