"""A practice is over: counted, kept in the company, and whoever practised is back."""

from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from chat import actions
from chat.events import Push, announce, member_group
from chat.models import Author, Conversation, Entry, Kind, Status
from chat.presence import choose_presence
from chat.render import instant
from feedback.models import PracticeChat, PracticeRun
from feedback.reviews.masking import masked
from feedback.scoring import score_conversation
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership, Presence
from tenants.sandboxes import sandbox_of

from .customer import Customer
from .scenario import read
from .shown import about_run

NAMESPACE = UUID("5b7f9a0c-9a44-4f0f-8f5e-0f0a3b1c2d11")
SPOKEN = (Author.VISITOR, Author.OPERATOR, Author.AUTOMATIC)


@transaction.atomic
def stop(run: PracticeRun) -> PracticeRun:
    """By whoever practises, at any moment; harmless when it is over. Inside the company's scope."""
    sandbox = sandbox_of(run.member)
    chat = None
    if sandbox is not None:
        with tenant_scope(sandbox):
            rows = PracticeChat.objects.select_for_update(of=("self",))
            rows = rows.select_related("tenant", "visitor", "member").defer("member__photo")
            chat = rows.filter(run=run.pk, over_at=None).first()
            if chat is not None:
                _stop(chat)
    if chat is None:  # nothing is left of it
        PracticeRun.objects.filter(pk=run.pk, ended_at=None).update(
            ended_at=timezone.now(), outcome=PracticeRun.Outcome.STOPPED
        )
    run.refresh_from_db()
    return run


def _stop(chat: PracticeChat) -> None:
    customer = Customer.from_state(read(chat.content), chat.state)
    if customer.memory.content:
        customer.let_go()
    outcome = customer.outcome or PracticeRun.Outcome.STOPPED
    finish(chat, outcome, customer.memory.changes)


def finish(chat: PracticeChat, outcome: str, changes: list[dict[str, Any]]) -> None:
    """Of a locked chat, inside the sandbox's scope."""
    chat.over_at = timezone.now()
    chat.pending = []
    chat.save()
    conversation = _conversation_of(chat)
    transcript, score = [], []
    if conversation is not None:
        _close(chat, conversation)
        transcript = _transcript(conversation)
        score = [point.stored() for point in score_conversation(conversation).points]
    with tenant_scope(chat.company_id):
        run = PracticeRun.objects.select_related("tenant", "member").get(pk=chat.run)
        run.ended_at, run.outcome = chat.over_at, outcome
        run.transcript = [line | {"text": masked(line["text"])} for line in transcript]
        run.changes, run.score = changes, score
        run.save()
        come_back(run)
        told = about_run(run)
    frame = {"type": "practice", "practice": told}
    announce([Push(member_group(chat.tenant_id, chat.member_id), frame)])


def come_back(run: PracticeRun) -> None:
    """As they were before, unless they have chosen something else meanwhile."""
    member = Membership.objects.defer("photo").get(pk=run.member_id)
    if member.is_active and member.presence == Presence.PRACTICE:
        choose_presence(member=member, presence=run.presence_before or Presence.ONLINE)


def _conversation_of(chat: PracticeChat) -> Conversation | None:
    if chat.visitor is None or chat.visitor.current_id is None:
        return None
    rows = Conversation.objects.select_related("visitor", "tenant")
    return rows.get(pk=chat.visitor.current_id)


def _close(chat: PracticeChat, conversation: Conversation) -> None:
    if conversation.status != Status.CLOSED:
        once = uuid5(NAMESPACE, f"{chat.company_id}.{chat.run}")
        actions.close(member=chat.member, conversation_id=conversation.pk, client_id=once)


def _transcript(conversation: Conversation) -> list[dict[str, Any]]:
    """Messages, and cards with words; not yet masked."""
    rows = Entry.objects.filter(
        conversation=conversation, kind__in=(Kind.MESSAGE, Kind.CARD), author__in=SPOKEN
    ).exclude(body="")
    return [
        {
            "seq": entry.seq,
            "at": instant(entry.at),
            "author": entry.author,
            "name": entry.author_name,
            "text": entry.body,
        }
        for entry in rows.order_by("seq")
    ]
