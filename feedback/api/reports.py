"""The figures of a period, beside those of the one before."""

from datetime import date
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from chat.api.filters import refuse_unknown
from chat.api.views import CompanyView
from feedback.reports.asking import Filters, Period
from feedback.reports.figures import report

MOST_DAYS = 5 * 366
FIRST_YEAR, LAST_YEAR = 2000, 2100
DAYS = ("first", "last")
NUMBERS = ("department_id", "person_id")
WORDS = ("page", "language")


class Days(serializers.Serializer):
    first = serializers.DateField()
    last = serializers.DateField()


class ReportSerializer(serializers.Serializer):
    period = Days()
    before = Days(help_text="As many days before these.")
    zone = serializers.CharField(help_text="Of the company: its days are meant.")
    filters = serializers.DictField(child=serializers.CharField())
    figures = serializers.DictField(
        help_text="Counts are whole numbers, *_s seconds (p50: half were not longer, p90: nine of "
        "ten), shares {value, low, high, of} between 0 and 1 with their 95 % interval. null: "
        "nothing there, or too little to say it of a few chats."
    )
    figures_before = serializers.DictField()


def _parameter(name: str, kind: Any, told: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=told, required=required)


NUMBER = {"type": "integer", "minimum": 1, "maximum": 2**53}
SHORT = {"type": "string", "minLength": 1, "maxLength": 200}
PARAMETERS = [
    _parameter("first", OpenApiTypes.DATE, "Such as 2026-11-01.", required=True),
    _parameter("last", OpenApiTypes.DATE, "It belongs to the period.", required=True),
    _parameter("department_id", NUMBER, "Only chats of this department."),
    _parameter("person_id", NUMBER, "Only chats this person answered."),
    _parameter(
        "page",
        SHORT,
        "Only chats that began below these first two parts of a path, such as /shop/shoes.",
    ),
    _parameter("language", SHORT, "Only chats in this language, such as de."),
]


class ReportView(CompanyView):
    tag = "Reports"
    scope_read = scope_write = "reports:read"

    @extend_schema(summary="Read a report", parameters=PARAMETERS, responses=ReportSerializer)
    def get(self, request: Request) -> Response:
        """Of finished chats, by the day on which they began."""
        refuse_unknown(request, {*DAYS, *NUMBERS, *WORDS})
        return Response(report(request.tenant, self._period(), self._filters()))

    def _period(self) -> Period:
        first, last = (self._day(name) for name in DAYS)
        if last < first or (last - first).days >= MOST_DAYS:
            told = f"On the first day or after it, and within {MOST_DAYS} days."
            raise serializers.ValidationError({"last": [told]})
        return Period(first, last)

    def _day(self, name: str) -> date:
        given = self.request.query_params.get(name, "")
        try:
            day = date.fromisoformat(given)
        except ValueError:
            day = date.min
        if len(given) != len("2026-11-01") or not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise serializers.ValidationError({name: ["Give a day such as 2026-11-01."]})
        return day

    def _filters(self) -> Filters:
        department, person = (self._number(name) for name in NUMBERS)
        page, language = (self._words(name) for name in WORDS)
        return Filters(department=department, member=person, page=page, language=language)

    def _number(self, name: str) -> int | None:
        given = self.request.query_params.get(name)
        if given is None:
            return None
        is_number = given.isascii() and given.isdigit() and len(given) <= 16
        if not is_number or not 1 <= int(given) <= NUMBER["maximum"]:
            raise serializers.ValidationError({name: ["Give a whole number from 1 on."]})
        return int(given)

    def _words(self, name: str) -> str | None:
        given = self.request.query_params.get(name)
        if given is not None and (not 0 < len(given) <= SHORT["maxLength"] or "\x00" in given):
            raise serializers.ValidationError({name: ["1 to 200 characters."]})
        return given
