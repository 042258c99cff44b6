"""Ratings as a table for spreadsheets: a line for each."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import CharField
from django.db.models.functions import MD5, Cast
from django.http import HttpResponse
from django.utils.translation import gettext as _

from feedback.models import Answer, Question, Rating
from helpdesk.files import csv_download

from .pictures import monday
from .selection import Selection
from .versions import identity
from .words import choice_words, question_words

AT_ONCE = 1000


def csv_of(selection: Selection, house: str) -> HttpResponse:
    name = f"ratings-{selection.first:%Y-%m-%d}-{selection.last:%Y-%m-%d}.csv"
    return csv_download(rows_of(selection, house), name)


def rows_of(selection: Selection, house: str) -> Iterator[list[Any]]:
    """The heading, then one line for each rating: week by week, within a week in no order that
    could tell which chat it was; moment and chat only where the customer opened it."""
    columns = _columns(selection, house)
    yield [
        _("Week from"), _("Score"), _("Scale"), _("Operator"), _("Department"), _("Opened"),
        _("Wants to be contacted"), _("Moment"), _("Chat"), *columns.values(),
    ]  # fmt: skip
    ratings = list(_ratings(selection))
    ratings.sort(key=lambda rating: _week(selection, rating), reverse=True)
    for start in range(0, len(ratings), AT_ONCE):
        some = ratings[start : start + AT_ONCE]
        said = _answers(some, house)
        for rating in some:
            answers = said.get(rating.pk, {})
            yield [*_facts(selection, rating), *(answers.get(key) for key in columns)]


def _ratings(selection: Selection) -> Iterable[Rating]:
    rows = Rating.objects.filter(selection.asks("ask__"))
    rows = rows.select_related("ask__version", "ask__operator", "ask__department")
    return rows.defer("ask__operator__photo").order_by(MD5(Cast("pk", CharField())))


def _week(selection: Selection, rating: Rating) -> Any:
    return monday(rating.ask.asked_at.astimezone(selection.zone).date())


def _facts(selection: Selection, rating: Rating) -> list[Any]:
    ask, is_open = rating.ask, rating.is_open
    moment = f"{rating.at.astimezone(selection.zone):%Y-%m-%d %H:%M}" if is_open else ""
    return [
        f"{_week(selection, rating):%Y-%m-%d}",
        rating.score,
        ask.version.scale,
        ask.operator and ask.operator.display_name,
        ask.department and ask.department.name,
        _("yes") if is_open else _("no"),
        _("yes") if rating.wants_contact else _("no"),
        moment,
        ask.conversation_id if is_open else "",
    ]


def _columns(selection: Selection, house: str) -> dict[str, str]:
    """{identity: words} of all questions that were answered, in the order they are asked in."""
    answered = Answer.objects.filter(selection.asks("rating__ask__")).values("question")
    questions = Question.objects.filter(pk__in=answered).order_by("-version_id", "position")
    return {identity(each): question_words(each, house, house) for each in questions}


def _answers(ratings: list[Rating], house: str) -> dict[int, dict[str, Any]]:
    said: dict[int, dict[str, Any]] = {}
    rows = Answer.objects.filter(rating__in=ratings).select_related("question")
    for answer in rows:
        said.setdefault(answer.rating_id, {})[identity(answer.question)] = value_of(answer, house)
    return said


def value_of(answer: Answer, house: str) -> Any:
    """What was said, a choice in words."""
    if answer.number is None:
        return answer.text
    if answer.question.kind != Question.Kind.CHOICE:
        return answer.number
    choices = choice_words(answer.question, house, house)
    return choices[answer.number] if answer.number < len(choices) else answer.number
