"""People, and whether they are there. Inviting and roles are for people: Settings, People."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from chat.api.pagination import OldestFirst
from chat.api.views import CompanyViewSet
from chat.presence import choose_presence
from chat.queue.candidates import with_load
from chat.team import OFFLINE, is_here
from tenants.models import DepartmentMember, Membership, Presence, Role


class PersonSerializer(serializers.Serializer):
    """Chatwoot's agents."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.values)
    availability = serializers.ChoiceField(
        choices=[*Presence.values, OFFLINE], help_text="offline: no console of theirs is open."
    )
    chosen_availability = serializers.ChoiceField(
        choices=Presence.values, help_text="What counts while their console is open."
    )
    capacity = serializers.IntegerField(help_text="Chats at once.")
    load = serializers.IntegerField(help_text="Chats they have now.")
    department_ids = serializers.ListField(child=serializers.IntegerField())
    skills = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())

    def to_representation(self, row: Any) -> dict[str, Any]:
        return {
            "id": row.pk,
            "name": row.display_name,
            "role": row.role,
            "availability": row.presence if is_here(row) else OFFLINE,
            "chosen_availability": row.presence,
            "capacity": row.capacity,
            "load": row.load,
            "department_ids": row.department_ids,
            "skills": row.skills,
            "languages": row.languages,
        }


class AvailabilityAsked(serializers.Serializer):
    availability = serializers.ChoiceField(choices=[Presence.ONLINE.value, Presence.AWAY.value])


@extend_schema_view(
    list=extend_schema(summary="List people"), retrieve=extend_schema(summary="Read a person")
)
class PersonViewSet(ListModelMixin, RetrieveModelMixin, CompanyViewSet):
    tag = "People"
    scope_read, scope_write = "people:read", "people:write"
    serializer_class = PersonSerializer
    pagination_class = OldestFirst
    queryset = Membership.objects.none()

    def get_queryset(self) -> QuerySet[Membership]:
        places = DepartmentMember.objects.filter(member=OuterRef("pk")).order_by("department_id")
        people = with_load(self.request.tenant.memberships.active().defer("photo"))
        return people.annotate(department_ids=ArraySubquery(places.values("department")))

    @extend_schema(
        summary="Set whether somebody is there",
        request=AvailabilityAsked,
        responses={200: PersonSerializer},
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        given = AvailabilityAsked(data=request.data)
        given.is_valid(raise_exception=True)
        row = self.get_object()
        choose_presence(member=row, presence=given.validated_data["availability"])
        return Response(self.get_serializer(self.get_object()).data)
