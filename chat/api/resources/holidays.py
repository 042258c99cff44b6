"""Days with hours of their own. Of the company or a department."""

from datetime import time
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from chat.actions import Refused
from chat.api.fields import Id
from chat.api.filters import IdFilter
from chat.api.forms import require_valid
from chat.api.views import CompanyViewSet
from tenants.audit import record
from tenants.holiday_forms import HolidayForm
from tenants.hours import read_intervals, write_intervals
from tenants.models import Department, Holiday
from tenants.news import company_changed
from tenants.schedule import MIDNIGHT

WHOLE_DAY = [(MIDNIGHT, MIDNIGHT)]


class SpanSerializer(serializers.Serializer):
    opens = serializers.TimeField(format="%H:%M", input_formats=["%H:%M"])
    closes = serializers.TimeField(format="%H:%M", input_formats=["%H:%M"])


class HolidaySerializer(serializers.Serializer):
    """`hours` empty: closed all day. From 00:00 to 00:00: open all day."""

    id = serializers.IntegerField(read_only=True)
    department_id = Id(required=False, allow_null=True, help_text="null: the company's.")
    date = serializers.DateField()
    name = serializers.CharField(max_length=60)
    hours = SpanSerializer(many=True, default=list)

    def to_representation(self, row: Holiday) -> dict[str, Any]:
        spans = [{"opens": a, "closes": b} for a, b in read_intervals(row.intervals)]
        return {
            "id": row.pk,
            "department_id": row.department_id,
            "date": row.date.isoformat(),
            "name": row.name,
            "hours": SpanSerializer(spans, many=True).data,
        }

    def validate_hours(self, spans: list[dict[str, time]]) -> list[dict[str, time]]:
        if len(spans) > HolidayForm.most:
            raise serializers.ValidationError("At most 2.")
        return spans


class HolidayFilters(filters.FilterSet):
    department_id = IdFilter(field_name="department")

    class Meta:
        model = Holiday
        fields: list[str] = []


@extend_schema_view(list=extend_schema(summary="List holidays"))
class HolidayViewSet(ListModelMixin, CompanyViewSet):
    tag = "Hours"
    scope_read, scope_write = "settings:read", "settings:write"
    serializer_class = HolidaySerializer
    filterset_class = HolidayFilters
    queryset = Holiday.objects.none()

    def get_queryset(self) -> QuerySet[Holiday]:
        return self.request.tenant.holidays.all()

    @extend_schema(summary="Add a holiday", responses={201: HolidaySerializer})
    def create(self, request: Request) -> Response:
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = given.validated_data
        department = self._department(wanted.get("department_id"))
        form = HolidayForm(_as_form(wanted), tenant=request.tenant, department=department)
        require_valid(form, {"kind": "hours"})
        row = Holiday.objects.create(
            tenant=request.tenant,
            department=department,
            date=form.cleaned_data["date"],
            name=form.cleaned_data["name"],
            intervals=write_intervals(form.intervals),
        )
        record("settings.changed", target="hours", holiday=[None, row.date])
        company_changed(request.tenant.pk)
        return Response(self.get_serializer(row).data, 201)

    @extend_schema(summary="Remove a holiday", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        row.delete()
        record("settings.changed", target="hours", holiday=[row.date, None])
        company_changed(request.tenant.pk)
        return Response(status=204)

    def _department(self, pk: int | None) -> Department | None:
        if pk is None:
            return None
        found = self.request.tenant.departments.filter(pk=pk).first()
        if found is None:
            raise Refused("not_found", field="department_id")
        return found


def _as_form(wanted: dict[str, Any]) -> dict[str, str]:
    spans = [(span["opens"], span["closes"]) for span in wanted["hours"]]
    kind = "closed" if not spans else "all" if spans == WHOLE_DAY else "hours"
    data = {"date": wanted["date"].isoformat(), "name": wanted["name"], "kind": kind}
    for place, (opens, closes) in enumerate(spans if kind == "hours" else []):
        data |= {f"opens{place}": f"{opens:%H:%M}", f"closes{place}": f"{closes:%H:%M}"}
    return {f"holiday-{name}": value for name, value in data.items()}
