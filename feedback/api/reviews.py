"""Finished reviews. What several compare in a calibration is theirs."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from chat.api.filters import IdFilter
from chat.api.resources.shapes import Named
from chat.api.views import CompanyViewSet
from feedback.models import Review

from .follow_ups import named


class MarkSerializer(serializers.Serializer):
    criterion_id = serializers.IntegerField()
    criterion = serializers.CharField()
    value = serializers.IntegerField(
        allow_null=True, help_text="0 no, 1 partly, 2 yes; null: does not apply."
    )
    comment = serializers.CharField()


class ReviewSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    conversation_id = serializers.IntegerField(allow_null=True)
    operator = Named()
    reviewer = Named()
    score = serializers.IntegerField(min_value=0, max_value=100)
    passed = serializers.BooleanField()
    changed_by_appeal = serializers.BooleanField()
    comment = serializers.CharField()
    marks = MarkSerializer(many=True)
    done_at = serializers.DateTimeField()
    acknowledged_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, row: Review) -> dict[str, Any]:
        moment = serializers.DateTimeField().to_representation
        return {
            "id": row.pk,
            "conversation_id": row.task.conversation_id,
            "operator": named(row.task.operator),
            "reviewer": named(row.reviewer),
            "score": row.score,
            "passed": row.passed,
            "changed_by_appeal": row.was_changed,
            "comment": row.comment,
            "marks": [_mark(mark) for mark in row.marks.all()],
            "done_at": moment(row.done_at),
            "acknowledged_at": row.acknowledged_at and moment(row.acknowledged_at),
        }


def _mark(mark: Any) -> dict[str, Any]:
    return {
        "criterion_id": mark.criterion_id,
        "criterion": mark.criterion.text,
        "value": mark.value,
        "comment": mark.comment,
    }


class ReviewFilters(filters.FilterSet):
    operator_id = IdFilter(field_name="task__operator")
    reviewer_id = IdFilter(field_name="reviewer")
    conversation_id = IdFilter(field_name="task__conversation")
    passed = filters.BooleanFilter()

    class Meta:
        model = Review
        fields: list[str] = []


@extend_schema_view(
    list=extend_schema(summary="List reviews"), retrieve=extend_schema(summary="Read a review")
)
class ReviewViewSet(ListModelMixin, RetrieveModelMixin, CompanyViewSet):
    tag = "Reviews"
    scope_read = scope_write = "reviews:read"
    serializer_class = ReviewSerializer
    filterset_class = ReviewFilters
    queryset = Review.objects.none()

    def get_queryset(self) -> QuerySet[Review]:
        rows = self.request.tenant.reviews.filter(
            done_at__isnull=False, task__calibration=None
        ).select_related("task__operator", "reviewer")
        photos = ("task__operator__photo", "reviewer__photo")
        return rows.defer(*photos).prefetch_related("marks__criterion")
