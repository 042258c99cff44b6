"""What customers wrote, and who wants to hear from the company. An answer stays with its week and
whoever answered the chat; the chat and the moment are told only where the customer opened it."""

from typing import Any

from django.db.models import CharField, DateField, Exists, OuterRef, QuerySet
from django.db.models.functions import MD5, Cast, TruncWeek

from chat.models import Entry, Kind
from feedback.models import Answer, Rating

from .selection import Selection
from .words import question_words


def texts_of(selection: Selection) -> QuerySet[Answer]:
    """The newest week first; within a week in no order that could tell which chat it was."""
    week = TruncWeek("rating__ask__asked_at", tzinfo=selection.zone, output_field=DateField())
    rows = Answer.objects.filter(selection.asks("rating__ask__")).exclude(text="")
    rows = rows.select_related("question", "rating__ask__operator", "rating__ask__version")
    return rows.annotate(week=week).order_by("-week", MD5(Cast("pk", CharField())))


def shown_text(answer: Answer, language: str, house: str) -> dict[str, Any]:
    rating = answer.rating
    return {
        "text": answer.text,
        "question": question_words(answer.question, language, house),
        "score": rating.score,
        "scale": rating.ask.version.scale,
        "operator": rating.ask.operator,
        "week": answer.week,  # type: ignore[attr-defined]
        "at": rating.at if rating.is_open else None,
        "chat": rating.ask.conversation_id if rating.is_open else None,
    }


def waiting_for_word(selection: Selection) -> QuerySet[Rating]:
    """Who was not happy and wants the company to come back to them, the oldest first; no longer
    once somebody has opened the chat again."""
    begun_again = Entry.objects.filter(
        conversation=OuterRef("ask__conversation"),
        seq__gt=OuterRef("ask__closing"),
        kind=Kind.REOPENED,
    )
    rows = Rating.objects.filter(selection.asks("ask__"), wants_contact=True)
    rows = rows.exclude(Exists(begun_again)).order_by("at")
    return rows.select_related("ask__operator", "ask__version")
