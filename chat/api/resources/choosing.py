"""Which conversations: a closed set of filters."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.exceptions import ValidationError

from chat.api.filters import IdFilter
from chat.models import Conversation, Entry, Status
from chat.search.filters import CONDITIONS, FIRST_YEAR, LAST_YEAR

from .shapes import PRIORITIES


class DayFilter(filters.DateFilter):
    """Such as 2026-11-22, where the company is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], method="filter_day", **kwargs)


class ConversationFilters(filters.FilterSet):
    status = filters.ChoiceFilter(choices=Status.choices)
    priority = filters.ChoiceFilter(
        choices=[(name, name) for name in PRIORITIES], method="filter_known"
    )
    assignee_id = IdFilter(field_name="operator")
    department_id = IdFilter(field_name="department")
    visitor_id = IdFilter(field_name="visitor")
    tag = filters.CharFilter(field_name="tags__tag__name", max_length=40)
    language = filters.CharFilter(max_length=12, method="filter_known", help_text="Such as de.")
    since = DayFilter(help_text="Begun on this day or later, where the company is.")
    until = DayFilter(help_text="Begun on this day or before.")

    class Meta:
        model = Conversation
        fields: list[str] = []

    def filter_known(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(CONDITIONS[name](value, self.request.tenant))

    def filter_day(self, rows: QuerySet, name: str, value: date) -> QuerySet:
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError({name: ["Give a day such as 2026-11-22."]})
        return self.filter_known(rows, name, value.isoformat())


class MessageFilters(filters.FilterSet):
    after = filters.NumberFilter(
        field_name="seq",
        lookup_expr="gt",
        min_value=0,
        max_value=2**53,
        decimal_places=0,
        help_text="Only what came after the line of this id.",
    )
    private = filters.BooleanFilter(field_name="public_seq", lookup_expr="isnull")

    class Meta:
        model = Entry
        fields: list[str] = []
