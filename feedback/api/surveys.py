"""What customers are asked after a chat, and what they answered.

A rating is anonymous unless its customer opened it: without chat, moment or number, chosen by the
week and not by the day, in an order that says nothing (docs/privacy.md).
"""

import json
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import MD5, Cast
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.pagination import Cursor
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from chat.api.filters import IdFilter
from chat.api.pagination import BAD_CURSOR, NewestFirst
from chat.api.resources.choosing import DayFilter
from chat.api.resources.shapes import Named
from chat.api.views import CompanyViewSet
from chat.search.filters import FIRST_YEAR, LAST_YEAR
from feedback.models import Answer, Question, Rating, SurveyVersion
from feedback.surveys.export import value_of
from feedback.surveys.pictures import monday
from feedback.surveys.selection import Selection
from feedback.surveys.words import choice_words, question_words
from helpdesk.sealing import CannotOpen, seal, unseal

from .follow_ups import named

A_WEEK = timedelta(days=6)
SEALED = b"api cursor of ratings"


class QuestionSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Question.Kind.values)
    about = serializers.ChoiceField(choices=Question.About.values)
    question = serializers.CharField(help_text="In the company's language.")
    choices = serializers.ListField(child=serializers.CharField())
    from_score = serializers.IntegerField()
    to_score = serializers.IntegerField()


class SurveySerializer(serializers.Serializer):
    id = serializers.IntegerField()
    number = serializers.IntegerField(help_text="The highest is asked now; none is ever changed.")
    is_on = serializers.BooleanField()
    scale = serializers.ChoiceField(choices=SurveyVersion.Scale.values)
    low = serializers.IntegerField(help_text="Up to here a score is low.")
    questions = QuestionSerializer(many=True)
    created_at = serializers.DateTimeField()

    def to_representation(self, row: SurveyVersion) -> dict[str, Any]:
        house = self.context["request"].tenant.language
        moment = serializers.DateTimeField().to_representation
        return {
            **{name: getattr(row, name) for name in ("id", "number", "is_on", "scale", "low")},
            "questions": [_question(each, house) for each in row.questions.all()],
            "created_at": moment(row.created_at),
        }


def _question(row: Question, house: str) -> dict[str, Any]:
    return {
        "question": question_words(row, house, house),
        "choices": choice_words(row, house, house),
        **{name: getattr(row, name) for name in ("id", "kind", "about", "from_score", "to_score")},
    }


@extend_schema_view(
    list=extend_schema(summary="List surveys"), retrieve=extend_schema(summary="Read a survey")
)
class SurveyViewSet(ListModelMixin, RetrieveModelMixin, CompanyViewSet):
    tag = "Surveys"
    scope_read = scope_write = "feedback:read"
    serializer_class = SurveySerializer
    queryset = SurveyVersion.objects.none()

    def get_queryset(self) -> QuerySet[SurveyVersion]:
        return self.request.tenant.survey_versions.prefetch_related("questions")


# --- Ratings --------------------------------------------------------------------------------------


class Shuffled(NewestFirst):
    """In an order that says nothing, by cursors that nobody can read."""

    ordering = "shuffled"

    def encode_cursor(self, cursor: Cursor) -> str:
        sealed = seal(json.dumps(cursor), SEALED).decode()
        return replace_query_param(self.base_url, self.cursor_query_param, sealed)

    def decode_cursor(self, request: Request) -> Cursor | None:
        given = request.query_params.get(self.cursor_query_param)
        if given is None:
            return None
        try:
            return Cursor(*json.loads(unseal(given.encode(), SEALED)))
        except (CannotOpen, UnicodeError):
            raise serializers.ValidationError({"cursor": [BAD_CURSOR]}) from None


class AnswerSerializer(serializers.Serializer):
    question_id = serializers.IntegerField()
    question = serializers.CharField()
    number = serializers.IntegerField(allow_null=True)
    text = serializers.CharField(help_text="What they wrote, or the words of what they chose.")


class RatingSerializer(serializers.Serializer):
    week = serializers.DateField(help_text="Its Monday.")
    score = serializers.IntegerField(min_value=1, max_value=5)
    scale = serializers.ChoiceField(choices=SurveyVersion.Scale.values)
    open = serializers.BooleanField(help_text="The customer shows which chat it is about.")
    wants_contact = serializers.BooleanField()
    operator = Named(allow_null=True)
    department = Named(allow_null=True)
    conversation_id = serializers.IntegerField(allow_null=True)
    at = serializers.DateTimeField(allow_null=True)
    answers = AnswerSerializer(many=True)

    def to_representation(self, row: Rating) -> dict[str, Any]:
        tenant, ask = self.context["request"].tenant, row.ask
        zone = Selection(tenant, date.min, date.min).zone
        moment = serializers.DateTimeField().to_representation
        return {
            "week": monday(ask.asked_at.astimezone(zone).date()).isoformat(),
            "score": row.score,
            "scale": ask.version.scale,
            "open": row.is_open,
            "wants_contact": row.wants_contact,
            "operator": named(ask.operator),
            "department": ask.department and {"id": ask.department.pk, "name": ask.department.name},
            "conversation_id": ask.conversation_id if row.is_open else None,
            "at": moment(row.at) if row.is_open else None,
            "answers": [_answer(each, tenant.language) for each in row.answers.all()],
        }


def _answer(row: Answer, house: str) -> dict[str, Any]:
    value = value_of(row, house)
    return {
        "question_id": row.question_id,
        "question": question_words(row.question, house, house),
        "number": row.number,
        "text": value if isinstance(value, str) else "",
    }


class RatingFilters(filters.FilterSet):
    week = DayFilter(help_text="The week this day is in, where the company is.")
    operator_id = IdFilter(field_name="ask__operator")
    department_id = IdFilter(field_name="ask__department")
    score = filters.NumberFilter(min_value=1, max_value=5, decimal_places=0)
    open = filters.BooleanFilter(field_name="is_open")

    class Meta:
        model = Rating
        fields: list[str] = []

    def filter_day(self, rows: QuerySet, name: str, value: date) -> QuerySet:
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise serializers.ValidationError({name: ["Give a day such as 2026-11-22."]})
        first = monday(value)
        return rows.filter(Selection(self.request.tenant, first, first + A_WEEK).asks("ask__"))


@extend_schema_view(list=extend_schema(summary="List ratings"))
class RatingViewSet(ListModelMixin, CompanyViewSet):
    """Anonymous ones as they are: without chat and moment. In no order."""

    tag = "Surveys"
    scope_read = scope_write = "feedback:read"
    serializer_class = RatingSerializer
    filterset_class = RatingFilters
    pagination_class = Shuffled
    queryset = Rating.objects.none()

    def get_queryset(self) -> QuerySet[Rating]:
        rows = self.request.tenant.ratings.filter(ask__ended_at=None)
        rows = rows.select_related("ask__version", "ask__operator", "ask__department")
        rows = rows.defer("ask__operator__photo").prefetch_related("answers__question")
        return rows.annotate(shuffled=MD5(Cast("pk", CharField())))
