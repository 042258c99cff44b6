"""When somebody answers: the week, and whether it is open now. Of the company or a department."""

from typing import Any

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from chat.api.filters import refuse_unknown
from chat.api.forms import require_valid
from chat.api.views import CompanyView
from chat.availability import availability
from tenants.audit import watched
from tenants.hours import ALWAYS, Week, WrittenHours, week_of
from tenants.hours_forms import INTERVALS_A_DAY, HoursKindForm, WeekForm
from tenants.keeping_hours import keep_hours
from tenants.models import Department, OpeningHours, Tenant
from tenants.news import company_changed

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
KINDS = ["company", "anytime", "week", "always"]
OF = OpenApiParameter("department_id", OpenApiTypes.INT, description="Without it: the company's.")


class IntervalSerializer(serializers.Serializer):
    """`closes` before `opens` is on the day after; both 00:00 is the whole day."""

    day = serializers.ChoiceField(choices=DAYS)
    opens = serializers.TimeField(format="%H:%M", input_formats=["%H:%M"])
    closes = serializers.TimeField(format="%H:%M", input_formats=["%H:%M"])


class HoursSerializer(serializers.Serializer):
    """company: a department in the company's hours. anytime: whenever somebody is online."""

    kind = serializers.ChoiceField(choices=KINDS)
    week = IntervalSerializer(many=True, required=False)
    timezone = serializers.CharField(read_only=True)
    is_open = serializers.BooleanField(read_only=True, help_text="And somebody is there.")
    opens = serializers.DateTimeField(read_only=True, allow_null=True)
    closes = serializers.DateTimeField(read_only=True, allow_null=True)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if (data["kind"] == "week") != bool(data.get("week")):
            raise serializers.ValidationError({"week": "Belongs to the kind week."})
        if len(data.get("week", [])) > len(DAYS) * INTERVALS_A_DAY:
            raise serializers.ValidationError({"week": "At most 4 for each day."})
        return data


class HoursView(CompanyView):
    tag = "Hours"
    scope_read, scope_write = "settings:read", "settings:write"
    serializer_class = HoursSerializer

    @extend_schema(summary="Read the hours", parameters=[OF], responses=HoursSerializer)
    def get(self, request: Request) -> Response:
        return Response(shown(request.tenant, self._department()))

    @extend_schema(
        summary="Write the hours down",
        parameters=[OF],
        request=HoursSerializer,
        responses=HoursSerializer,
    )
    def put(self, request: Request) -> Response:
        """All of them anew."""
        given = HoursSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        department, tenant = self._department(), request.tenant
        with watched(OpeningHours, Department, action="settings.changed", target="hours"):
            _keep(tenant, department, given.validated_data)
        company_changed(tenant.pk)
        return Response(shown(tenant, department))

    def _department(self) -> Department | None:
        refuse_unknown(self.request, {"department_id"})
        given = self.request.query_params.get("department_id")
        if given is None:
            return None
        if not (given.isascii() and given.isdigit() and len(given) <= 18):
            raise serializers.ValidationError({"department_id": ["Give the id of a department."]})
        found = self.request.tenant.departments.filter(pk=int(given)).first()
        if found is None:
            raise Http404
        return found


def shown(tenant: Tenant, department: Department | None) -> dict[str, Any]:
    week, now = week_of(tenant, department), availability(tenant, department=department)
    rows = [
        {"day": DAYS[day], "opens": opens, "closes": closes}
        for day in sorted(week)
        for opens, closes in week[day]
    ]
    kind = _kind(department, week)
    told = {
        "kind": kind,
        "week": rows if kind == "week" else [],
        "timezone": WrittenHours(tenant).schedule(department).zone.key,
        "is_open": now.is_open,
        "opens": now.opens,
        "closes": now.closes,
    }
    return HoursSerializer(told).data


def _kind(department: Department | None, week: Week) -> str:
    if department and not department.own_hours:
        return "company"
    if not week:
        return "anytime"
    return "always" if week == ALWAYS else "week"


def _keep(tenant: Tenant, department: Department | None, wanted: dict[str, Any]) -> None:
    """By the forms of the settings page, whose rules they know. Raises ValidationError."""
    zone = department.zone if department else ""
    kind = HoursKindForm({"kind": wanted["kind"], "zone": zone}, department=department, week={})
    require_valid(kind)
    week = WeekForm(_as_form(wanted.get("week", [])), week={})
    if not keep_hours(tenant, department, kind, week):
        wrong = {
            DAYS[day.weekday]: [error for errors in day.errors.values() for error in errors]
            for day in week.days
            if day.errors
        }
        raise serializers.ValidationError({"week": wrong})


def _as_form(rows: list[dict[str, Any]]) -> dict[str, str]:
    data: dict[str, str] = {}
    for number, name in enumerate(DAYS):
        of_day = [row for row in rows if row["day"] == name]
        if len(of_day) > INTERVALS_A_DAY:
            raise serializers.ValidationError({"week": {name: ["At most 4 for each day."]}})
        whole = len(of_day) == 1 and of_day[0]["opens"] == of_day[0]["closes"] == ALWAYS[0][0][0]
        data |= {f"day{number}-all_day": "on"} if whole else {}
        for place, row in enumerate([] if whole else of_day):
            for edge in ("opens", "closes"):
                data[f"day{number}-{edge}{place}"] = f"{row[edge]:%H:%M}"
    return data
