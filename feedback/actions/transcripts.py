"""A copy of a chat by mail, for who agreed to that: once a permission, when the chat is over."""

from datetime import datetime, timedelta

from django.utils import timezone

from chat.actions import Refused
from chat.models import Conversation, Status, Visitor
from chat.phrases import language_for
from feedback.models import LiveConsent, MailKind, OutgoingMail, Purpose

from .outbox import queue_mail

State = OutgoingMail.State
AFTER_CLOSING = timedelta(minutes=2)  # a chat that goes on at once is not over


def mail_transcript(
    *, visitor: Visitor, conversation: Conversation, due_at: datetime | None = None
) -> OutgoingMail:
    """The same permission for the same chat as it is now gives the mail there is.

    Raises Refused: no_consent, stopped (see `queue_mail`), not_found (nothing was said yet).
    """
    live = LiveConsent.objects.filter(visitor=visitor, purpose=Purpose.TRANSCRIPT).first()
    if live is None:
        raise Refused("no_consent")
    if conversation.visitor_id != visitor.pk or not conversation.last_public_seq:
        raise Refused("not_found")
    return queue_mail(
        kind=MailKind.TRANSCRIPT,
        visitor_id=visitor.pk,
        dedupe_key=f"transcript:{conversation.pk}:{conversation.last_public_seq}:{live.event_id}",
        conversation=conversation,
        language=language_for(visitor),
        due_at=due_at,
    )


def mail_transcript_if_asked(conversation: Conversation) -> OutgoingMail | None:
    """Of a chat that is over. None where nobody asked, or it goes on, in this or another chat."""
    visitor = Visitor.objects.select_related("tenant").get(pk=conversation.visitor_id)
    if conversation.status != Status.CLOSED or visitor.current_id != conversation.pk:
        return None
    try:
        return mail_transcript(
            visitor=visitor, conversation=conversation, due_at=timezone.now() + AFTER_CLOSING
        )
    except Refused:
        return None


def put_off_transcript(conversation: Conversation) -> int:
    """The chat goes on: there will be more to copy."""
    mails = OutgoingMail.objects.filter(
        kind=MailKind.TRANSCRIPT, conversation=conversation, state=State.QUEUED
    )
    return mails.update(state=State.CANCELLED, live_consent=None, problem="chat_goes_on")
