"""Some days after it is over: is it solved? By mail, once, with a permission of its own."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chat.actions import Refused
from chat.actions.log import append, derived_id, lock_conversation
from chat.actions.posting import post_visitor_message, reopen_with, visitor_entry
from chat.blocks import block_of
from chat.log import NewEntry, system_entry
from chat.models import Conversation, Entry, Kind, Status, Visitor
from chat.phrases import language_for
from feedback.models import LiveConsent, MailKind, OutgoingMail, Purpose
from feedback.promises import sentences
from feedback.promises.rules import rules_of

from .ledger import lock_visitor
from .outbox import queue_mail

NAMESPACE = UUID("7d0f6d0e-2a59-4f63-9f0e-3a1b8f8f2c61")
WHILE_IT_GOES_ON = timedelta(days=30)  # the next closing says when


def ask_later(conversation: Conversation) -> OutgoingMail | None:
    """Queues the question, or puts it off when it is queued already; None where nobody agreed to
    it, or the company does not ask."""
    days = rules_of(conversation.tenant).check_days
    live = LiveConsent.objects.filter(
        visitor=conversation.visitor_id, purpose=Purpose.SATISFIED_CHECK
    ).first()
    if days is None or live is None:
        return None
    due_at = timezone.now() + timedelta(days=days)
    try:
        mail = queue_mail(
            kind=MailKind.SATISFIED_CHECK,
            visitor_id=conversation.visitor_id,
            dedupe_key=f"satisfied.{live.pk}",
            conversation=conversation,
            language=language_for(conversation.visitor),
            due_at=due_at,
            data={"conversation": conversation.pk},
        )
    except Refused:
        return None
    _put_off(conversation, due_at)
    return mail


def wait_with_asking(conversation: Conversation) -> None:
    """It goes on: nobody is asked whether it is solved meanwhile."""
    _put_off(conversation, timezone.now() + WHILE_IT_GOES_ON)


def _put_off(conversation: Conversation, due_at: datetime) -> None:
    queued = OutgoingMail.objects.filter(
        kind=MailKind.SATISFIED_CHECK,
        subject=conversation.visitor_id,
        state=OutgoingMail.State.QUEUED,
    )
    queued.update(due_at=due_at)


@transaction.atomic
def answer_check(*, mail: OutgoingMail, is_solved: bool, words: str = "") -> bool:
    """What the customer answers to the mail, once: a line of the log; "no" opens the chat again,
    with their `words` (clean already) or ours as their message.

    False when it was answered before. Raises Refused: not_found, blocked.
    """
    visitor = lock_visitor(mail.subject)
    conversation = lock_conversation(mail.conversation_id or 0)
    answered = _answered(conversation, mail, is_solved=is_solved)
    if Entry.objects.filter(conversation=conversation, client_id=answered.client_id).exists():
        return False
    if not is_solved and block_of(visitor.pk) is not None:
        raise Refused("blocked")
    append(conversation, [answered])
    if not is_solved:
        _open_again(conversation, visitor, derived_id(answered.client_id, "words"), words)
    return True


def was_answered(mail: OutgoingMail) -> bool:
    log = Entry.objects.filter(conversation=mail.conversation_id)
    return log.filter(client_id=_id_of(mail)).exists()


def _id_of(mail: OutgoingMail) -> UUID:
    return uuid5(NAMESPACE, f"{mail.tenant_id}.{mail.pk}")


def _answered(conversation: Conversation, mail: OutgoingMail, *, is_solved: bool) -> NewEntry:
    visitor = conversation.visitor
    with sentences.in_language_of(visitor):
        yes, no = _("By e-mail: yes, it is solved."), _("By e-mail: no, it is not solved yet.")
    return system_entry(
        conversation.pk,
        _id_of(mail),
        Kind.CARD,
        body=yes if is_solved else no,
        author_name=visitor.tenant.name,
        data={"card": "solved", "is_solved": is_solved},
    )


def _open_again(conversation: Conversation, visitor: Visitor, client_id: UUID, words: str) -> None:
    """As a message of theirs, so that it waits for an answer as any other does. In the chat that it
    is about, however long ago that was closed; where they have begun another since, in that."""
    if not words:
        with sentences.in_language_of(visitor):
            words = _("It is not solved yet.")
    if visitor.current_id == conversation.pk and conversation.status == Status.CLOSED:
        entry = visitor_entry(conversation.pk, visitor.name, client_id, words)
        reopen_with(conversation, visitor, entry)
    else:
        post_visitor_message(visitor=visitor, client_id=client_id, body=words)
