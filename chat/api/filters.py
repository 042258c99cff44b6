"""Filters of lists: a closed set each, and whatever else is asked is told to be wrong."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

PAGING = frozenset({"cursor", "limit"})


def refuse_unknown(request: Request, known: set[str]) -> None:
    """Raises ValidationError, which names what is not known and what is; and for what is given
    twice."""
    shown = ", ".join(sorted(known | PAGING))
    wrong = [name for name in request.query_params if name not in known | PAGING]
    if wrong:
        raise ValidationError({name: [f"Not a filter here. There are: {shown}."] for name in wrong})
    twice = [name for name in request.query_params if len(request.query_params.getlist(name)) > 1]
    if twice:
        raise ValidationError({name: ["Give it once."] for name in twice})


class ClosedFilters(filters.DjangoFilterBackend):
    """django-filter leaves out what it does not know; a mistyped filter would show everything."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        if getattr(view, "detail", False):  # one thing, by its id
            refuse_unknown(request, set())
            return queryset
        known = set(getattr(getattr(view, "filterset_class", None), "base_filters", {}))
        refuse_unknown(request, known)
        return super().filter_queryset(request, queryset, view)


class IdFilter(filters.NumberFilter):
    """A whole number that an id can be."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2**53, decimal_places=0, **kwargs)
