"""The customer's word on a chat: one rating for one closing, with answers to what was asked."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from chat.actions import Refused
from chat.blocks import block_of
from chat.masking import mask
from chat.models import Visitor
from feedback.actions.chat_scores import look_again
from feedback.models import Answer, Ask, Question, Rating, SurveyVersion
from feedback.surveys import asking, mailing
from feedback.surveys.alerts import alert_of_low
from feedback.surveys.words import LEAST, MOST, choice_words
from feedback.telling import tell_rating

MOST_TEXT = 2000
THUMBS = (1, 5)
Kind = Question.Kind


@transaction.atomic
def rate(
    *,
    visitor: Visitor,
    ask_id: int,
    score: int,
    is_open: bool | None = None,
    wants_contact: bool | None = None,
) -> Ask:
    """The one tap, or another one within a day. None leaves what was said of it before.

    Whoever wants to be contacted shows which chat it was: nobody could come back to them else.
    Raises Refused: not_found (not asked of this visitor), not_now (the chat goes on, or it is too
    late), blocked, bad_frame (no score of this scale).
    """
    ask, rating = _lock(visitor, ask_id)
    if score not in (THUMBS if ask.version.scale == SurveyVersion.Scale.THUMBS else range(1, 6)):
        raise Refused("bad_frame", field="score")
    before = rating and (rating.score, rating.is_open, rating.wants_contact)
    rating = rating or Rating(tenant_id=ask.tenant_id, ask=ask)
    if before and score != rating.score:
        rating.edited_at = timezone.now()
    rating.score = score
    _open(rating, is_open, wants_contact)
    rating.save()
    _drop_what_is_not_asked(rating)
    mailing.cancel(ask=ask)
    alert_of_low(ask, rating, before)
    tell_rating(ask, rating, before)
    if rating.is_open:
        look_again(ask.conversation_id, ask.closing)
    asking.tell(visitor, ask)
    return ask


def _open(rating: Rating, is_open: bool | None, wants_contact: bool | None) -> None:
    if wants_contact is not None:
        rating.wants_contact = wants_contact
        is_open = True if wants_contact else is_open
    if is_open is not None:
        rating.is_open = is_open
        rating.wants_contact = rating.wants_contact and is_open


def _drop_what_is_not_asked(rating: Rating) -> None:
    """After another score: answers to questions that do not follow it."""
    answers = Answer.objects.filter(rating=rating)
    answers.filter(question__from_score__gt=rating.score).delete()
    answers.filter(question__to_score__lt=rating.score).delete()


@transaction.atomic
def answer(
    *, visitor: Visitor, ask_id: int, question_id: int, number: int | None = None, text: str = ""
) -> Ask:
    """One question, again as often as they like within a day; neither number nor text takes the
    answer back. `text` is clean already (chat.frames.read_text).

    Raises Refused: not_found (also a question that is not asked after this score), not_now (no
    rating yet, or it is too late), blocked, bad_frame (no answer to this question).
    """
    ask, rating = _lock(visitor, ask_id)
    if rating is None:
        raise Refused("not_now")
    question = _question(ask, rating, question_id)
    said = _read(question, number, text)
    if said is None:
        Answer.objects.filter(rating=rating, question=question).delete()
    else:
        Answer.objects.update_or_create(
            tenant_id=ask.tenant_id, rating=rating, question=question, defaults=said
        )
    asking.tell(visitor, ask)
    return ask


def _question(ask: Ask, rating: Rating, question_id: int) -> Question:
    for question in asking.questions_of(ask):
        if question.pk == question_id and question.from_score <= rating.score <= question.to_score:
            return question
    raise Refused("not_found", field="question")


def _read(question: Question, number: int | None, text: str) -> dict[str, Any] | None:
    if question.kind == Kind.TEXT:
        if number is not None or len(text) > MOST_TEXT:
            raise Refused("bad_frame", field="text" if number is None else "number")
        return {"text": mask(text), "number": None} if text else None
    if text:
        raise Refused("bad_frame", field="text")
    if number is None:
        return None
    if not _least(question) <= number <= _most(question):
        raise Refused("bad_frame", field="number")
    return {"number": number, "text": ""}


def _least(question: Question) -> int:
    return LEAST.get(Kind(question.kind), 0)


def _most(question: Question) -> int:
    if question.kind == Kind.CHOICE:
        return len(choice_words(question, "en", "en")) - 1
    return MOST[Kind(question.kind)]


@transaction.atomic
def skip(*, visitor: Visitor, ask_id: int) -> Ask:
    """Not now: never asked again about this closing, but a link in a mail still works.

    Raises Refused as `rate` does.
    """
    ask, rating = _lock(visitor, ask_id)
    if rating is None:
        ask.skipped_at = ask.skipped_at or timezone.now()
        ask.save(update_fields=["skipped_at"])
        mailing.cancel(ask=ask)
    asking.silence(ask.tenant_id, visitor.pk)
    return ask


def see(*, visitor: Visitor, ask_id: int) -> None:
    """It was before their eyes: what response rates are told of, too."""
    asks = Ask.objects.filter(pk=ask_id, conversation__visitor=visitor.pk, shown_at=None)
    asks.update(shown_at=timezone.now())


def _lock(visitor: Visitor, ask_id: int) -> tuple[Ask, Rating | None]:
    """Locked until the transaction ends: the taps of two tabs follow each other."""
    rows = Ask.objects.select_for_update(of=("self",)).select_related("version", "operator")
    ask = rows.filter(pk=ask_id, conversation__visitor=visitor.pk).first()
    if ask is None:
        raise Refused("not_found")
    rating = asking.rating_of(ask)
    if ask.ended_at is not None or not asking.is_in_time(ask, rating):
        raise Refused("not_now")
    if block_of(visitor.pk) is not None:
        raise Refused("blocked")
    return ask, rating
