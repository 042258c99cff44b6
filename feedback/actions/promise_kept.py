"""Keeping a promise: by an answer in the same conversation."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat import ladder
from chat.actions import Refused
from chat.actions.log import already_stored, append, lock_conversation
from chat.log import Appended
from chat.models import Author, Conversation, Entry, Kind
from chat.phrases import language_for
from feedback.models import FollowUp, MailKind
from feedback.promises import sentences, shown
from tenants.models import Membership

from .outbox import queue_mail
from .promise_rows import card, end_row, lock_open, told
from .satisfied import ask_later

# Who has the widget open reads the answer there, and is spared the mail (feedback.mail.kinds).
READ_WITHIN = timedelta(minutes=2)


@transaction.atomic
def keep_promise(
    *, member: Membership, conversation_id: int, client_id: UUID, follow_up_id: int, answer: UUID
) -> Appended:
    """`answer`: the id its sender gave the message that keeps the promise; it is stored already.

    The answer goes out by mail where there is permission, unless it is read before. Raises
    Refused: not_found, promise_over, no_answer (no message of an operator since the promise has
    this id), id_reused.
    """
    conversation = lock_conversation(conversation_id)
    entry = card(member, conversation_id, client_id, "promise_kept")
    if stored := already_stored(conversation, entry):
        return stored
    row = lock_open(conversation, follow_up_id)
    said = _said(row, answer)
    is_late = timezone.now() > row.due_at
    end_row(row, FollowUp.State.KEPT, seq=said.seq)
    body = sentences.kept(row.what, conversation.visitor, is_late=is_late)
    appended = append(conversation, [told(entry, row, body, answer=said.public_seq)])[0]
    _mail(row, conversation, said)
    ask_later(conversation)
    _do_not_ask_whether_they_are_there(conversation)
    shown.tell(row)
    return appended


def _said(row: FollowUp, answer: UUID) -> Entry:
    log = Entry.objects.filter(conversation=row.conversation_id)
    said = log.filter(client_id=answer, kind=Kind.MESSAGE, author=Author.OPERATOR).first()
    made = log.filter(kind=Kind.CARD, data__follow_up=row.pk).order_by("seq").first()
    if said is None or (made is not None and said.seq < made.seq):
        raise Refused("no_answer", field="answer")
    return said


def _mail(row: FollowUp, conversation: Conversation, said: Entry) -> None:
    """Without permission it waits in the widget."""
    try:
        queue_mail(
            kind=MailKind.ANSWER,
            visitor_id=row.visitor_id,
            dedupe_key=f"answer.{row.pk}",
            conversation=conversation,
            language=language_for(conversation.visitor),
            due_at=timezone.now() + READ_WITHIN,
            data={"follow_up": row.pk, "conversation": conversation.pk, "seq": said.seq},
        )
    except Refused:
        return


def _do_not_ask_whether_they_are_there(conversation: Conversation) -> None:
    """They were told that they need not wait: the first step of the ladder is left out."""
    if ladder.situation_of(conversation) != ladder.Situation.CUSTOMER_SILENT:
        return
    check = ladder.STEPS["check"]
    if conversation.step < ladder.after(conversation, check):
        conversation.step = ladder.after(conversation, check)
        conversation.due_at = ladder.due(conversation, conversation.tenant.ladder)
        conversation.save(update_fields=["step", "due_at"])
