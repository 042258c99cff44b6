"""The same survey by mail, for who agreed to that and closed the page: once a permission, some
time after the chat, and not when they have answered meanwhile."""

from datetime import timedelta

from django.utils import timezone

from chat.actions import Refused
from chat.models import Visitor
from chat.phrases import language_for
from feedback.actions.outbox import queue_mail
from feedback.models import Ask, LiveConsent, MailKind, OutgoingMail, Purpose

MAIL_AFTER = timedelta(hours=1)
State = OutgoingMail.State


def mail_later(ask: Ask, visitor: Visitor) -> OutgoingMail | None:
    """None without a permission that is not used up yet."""
    live = LiveConsent.objects.filter(visitor=visitor, purpose=Purpose.SURVEY).first()
    if live is None or _is_used(live, visitor.pk):
        return None
    try:
        return queue_mail(
            kind=MailKind.SURVEY,
            visitor_id=visitor.pk,
            dedupe_key=f"survey:{ask.pk}",
            conversation=ask.conversation,
            language=language_for(visitor),
            due_at=max(ask.asked_at + MAIL_AFTER, timezone.now()),
            data={"ask": ask.pk},
        )
    except Refused:  # the address is not written to any more, or permission was just taken back
        return None


def mail_open_survey(visitor: Visitor) -> OutgoingMail | None:
    """For a permission that comes after the chat was closed."""
    asks = Ask.objects.filter(conversation=visitor.current_id, ended_at=None, ratings=None)
    ask = asks.select_related("conversation").order_by("-closing").first()
    return mail_later(ask, visitor) if ask else None


def _is_used(live: LiveConsent, visitor_id: int) -> bool:
    """The words of the permission say "once"."""
    mails = OutgoingMail.objects.filter(kind=MailKind.SURVEY, subject=visitor_id)
    return mails.filter(created_at__gte=live.given_at).exclude(state=State.CANCELLED).exists()


def cancel(*, ask: Ask | None = None, asks_of: int | None = None) -> None:
    """Answered or skipped meanwhile (`ask`), or the chat goes on (`asks_of`, a conversation)."""
    mails = OutgoingMail.objects.filter(kind=MailKind.SURVEY, state=State.QUEUED)
    mails = (
        mails.filter(dedupe_key=f"survey:{ask.pk}") if ask else mails.filter(conversation=asks_of)
    )
    mails.update(state=State.CANCELLED, live_consent=None, problem="not needed any more")
