"""When a customer is asked, and what they are shown. Call inside the company's scope."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone, translation

from chat.blocks import block_of
from chat.events import Push, announce, visitor_group
from chat.log import Appended
from chat.models import Conversation, Kind, Status, Visitor
from chat.phrases import language_for, language_of
from feedback.actions.offering import YES
from feedback.models import Answer, Ask, Question, Rating
from tenants.models import Tenant

from . import mailing
from .versions import newest
from .words import options, question_words, scores, told

OPEN_FOR = timedelta(days=30)  # late answers are welcome, to a chat one still remembers
EDITABLE_FOR = timedelta(days=1)


def when_over(conversation: Conversation, appended: Sequence[Appended]) -> None:
    """A listener (chat.listeners): asks when a chat is over, and no longer when it goes on."""
    for item in appended:
        if item.entry.kind == Kind.CLOSED:
            _ask(conversation, item.seq or 0)
        elif item.entry.kind == Kind.REOPENED:
            _end(conversation)
        elif item.entry.data.get("signal") == YES:  # to mail, perhaps after the chat was closed
            mailing.mail_open_survey(Visitor.objects.get(pk=conversation.visitor_id))


def _ask(conversation: Conversation, closing: int) -> None:
    """Not where the chat goes on in another one (merged), nor of somebody who was blocked."""
    visitor = Visitor.objects.select_related("tenant").get(pk=conversation.visitor_id)
    if visitor.current_id != conversation.pk or block_of(visitor.pk) is not None:
        return
    version = newest(visitor.tenant)
    if not version.is_on:
        return
    ask, is_new = Ask.objects.get_or_create(
        tenant=visitor.tenant,
        conversation=conversation,
        closing=closing,
        defaults={
            "version": version,
            "operator_id": conversation.operator_id,
            "department_id": conversation.department_id,
        },
    )
    if is_new:
        tell(visitor, ask)
        mailing.mail_later(ask, visitor)


def _end(conversation: Conversation) -> None:
    """What was not answered by now never is: the next closing asks anew."""
    asks = Ask.objects.filter(conversation=conversation, ended_at=None)
    # Locked first: a tap that is on its way is then seen below, or finds the question ended.
    list(asks.select_for_update().values_list("pk"))
    if asks.filter(ratings=None).update(ended_at=timezone.now()):
        mailing.cancel(asks_of=conversation.pk)
    silence(conversation.tenant_id, conversation.visitor_id)


# --- What the visitor is shown ---------------------------------------------------------------


def tell(visitor: Visitor, ask: Ask) -> None:
    """To every window of theirs, after commit."""
    frame = {"type": "survey", "survey": shown(ask, visitor)}
    announce([Push(visitor_group(visitor.tenant_id, visitor.pk), frame)])


def silence(tenant_id: int, visitor_id: int) -> None:
    announce([Push(visitor_group(tenant_id, visitor_id), {"type": "survey", "survey": None})])


def open_survey(visitor: Visitor, conversation_id: int | None) -> dict[str, Any] | None:
    """What this visitor is asked just now about the chat before them, or None."""
    ask = (
        Ask.objects.select_related("version", "operator")
        .filter(conversation=conversation_id, conversation__status=Status.CLOSED, ended_at=None)
        .order_by("-closing")
        .first()
    )
    if ask is None or block_of(visitor.pk):
        return None
    rating = rating_of(ask)
    was_skipped = rating is None and ask.skipped_at is not None
    return None if was_skipped or not is_in_time(ask, rating) else shown(ask, visitor)


def is_in_time(ask: Ask, rating: Rating | None) -> bool:
    since = timezone.now() - (ask.asked_at if rating is None else rating.at)
    return since < (OPEN_FOR if rating is None else EDITABLE_FOR)


def rating_of(ask: Ask) -> Rating | None:
    return Rating.objects.filter(ask=ask).first()


def shown(ask: Ask, visitor: Visitor) -> dict[str, Any]:
    """`Survey` in feedback/static/feedback/later/survey.js, in the visitor's language."""
    rating = rating_of(ask)
    language, tenant = language_for(visitor), visitor.tenant
    with translation.override(language):
        return {
            "id": ask.pk,
            "scale": ask.version.scale,
            "low": ask.version.low,
            "words": told(tenant.name),
            "options": scores(ask.version.scale),
            "score": rating and rating.score,
            "open": bool(rating and rating.is_open),
            "contact": bool(rating and rating.wants_contact),
            "questions": _questions(ask, rating, language, tenant),
        }


def _questions(
    ask: Ask, rating: Rating | None, language: str, tenant: Tenant
) -> list[dict[str, Any]]:
    house = language_of(tenant)
    answers = {row.question_id: row for row in Answer.objects.filter(rating=rating)}
    name = ask.operator.display_name if ask.operator else ""
    return [
        {
            "id": question.pk,
            "kind": question.kind,
            "words": question_words(question, language, house, name),
            "options": options(question, language, house),
            "from": question.from_score,
            "to": question.to_score,
            "answer": _said(answers.get(question.pk)),
        }
        for question in questions_of(ask)
    ]


def questions_of(ask: Ask) -> list[Question]:
    """Nobody is asked about an operator where nobody answered."""
    rows = ask.version.questions.all()
    if ask.operator_id is None:
        rows = rows.exclude(about=Question.About.OPERATOR)
    return list(rows)


def _said(answer: Answer | None) -> int | str | None:
    if answer is None:
        return None
    return answer.text if answer.number is None else answer.number
