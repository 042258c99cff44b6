"""Visitors: who a channel brings, and what its company knows of them. None of it is an address to
write to: permissions are consents, and stand apart."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from chat.actions import new_visitor, note_page
from chat.actions.identity import set_attributes, vouch_for
from chat.api.views import CompanyViewSet
from chat.identity import shown
from chat.identity.telling import read_attributes
from chat.models import Visitor
from tenants.zones import known_zones

from .asked import OneLine, PageAsked
from .shapes import PageSerializer

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class IdentitySerializer(serializers.Serializer):
    id = serializers.CharField(required=False)
    name = serializers.CharField(required=False)
    email = serializers.CharField(required=False)
    verified = serializers.BooleanField(help_text="By a signature, or by a token of this API.")
    at = serializers.DateTimeField(allow_null=True)


class VisitorSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField(help_text="May be empty: nobody has to give one.")
    identity = IdentitySerializer(allow_null=True)
    attributes = serializers.DictField(help_text="Chatwoot's custom attributes.")
    language = serializers.CharField(help_text="Chosen by them, or what their browser is set to.")
    timezone = serializers.CharField()
    page = PageSerializer(help_text="Where they were last.")
    conversation_id = serializers.IntegerField(allow_null=True, help_text="The one they are in.")
    created_at = serializers.DateTimeField()

    def to_representation(self, row: Visitor) -> dict[str, Any]:
        created = self.fields["created_at"].to_representation(row.created_at)
        return {
            "id": row.pk,
            "name": row.name,
            "identity": shown(row),
            "attributes": row.attributes,
            "language": row.spoken,
            "timezone": row.zone,
            "page": {"url": row.page_url, "title": row.page_title},
            "conversation_id": row.current_id,
            "created_at": created,
        }


class IdentityAsked(serializers.Serializer):
    """Who your own server knows them to be. Shown to colleagues as verified."""

    id = OneLine(max_length=100, required=False)
    name = OneLine(max_length=80, required=False)
    email = serializers.EmailField(required=False)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if not data:
            raise serializers.ValidationError("Give id, name or email.")
        return data


class VisitorAsked(serializers.Serializer):
    name = OneLine(max_length=80, required=False, allow_blank=True)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)
    timezone = serializers.CharField(max_length=64, required=False)
    page = PageAsked(required=False)
    identity = IdentityAsked(required=False)
    attributes = serializers.DictField(
        required=False, help_text="Up to 20 texts, numbers and truths; null takes one back."
    )

    def validate_timezone(self, zone: str) -> str:
        if zone not in known_zones():
            raise serializers.ValidationError("Give a time zone such as Europe/Berlin.")
        return zone

    def validate_attributes(self, told: dict[str, Any]) -> dict[str, Any]:
        return read_attributes({"attributes": told})


@extend_schema_view(
    list=extend_schema(summary="List visitors"), retrieve=extend_schema(summary="Read a visitor")
)
class VisitorViewSet(ListModelMixin, RetrieveModelMixin, CompanyViewSet):
    """Chatwoot's contacts."""

    tag = "Visitors"
    scope_read, scope_write = "visitors:read", "visitors:write"
    serializer_class = VisitorSerializer
    queryset = Visitor.objects.none()

    def get_queryset(self) -> QuerySet[Visitor]:
        return self.request.tenant.visitors.select_related("tenant")

    @extend_schema(
        summary="Add a visitor", request=VisitorAsked, responses={201: VisitorSerializer}
    )
    def create(self, request: Request) -> Response:
        wanted = self._asked()
        visitor, _token = new_visitor(tenant=request.tenant, page=wanted.get("page"))
        return self._keep(visitor.pk, wanted, 201)

    @extend_schema(
        summary="Change a visitor", request=VisitorAsked, responses={200: VisitorSerializer}
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        wanted, row = self._asked(), self.get_object()
        if "page" in wanted:
            note_page(visitor=row, page=wanted["page"])
        return self._keep(row.pk, wanted, 200)

    def _asked(self) -> dict[str, Any]:
        given = VisitorAsked(data=self.request.data)
        given.is_valid(raise_exception=True)
        return given.validated_data

    def _keep(self, pk: int, wanted: dict[str, Any], status: int) -> Response:
        columns = {"name": "name", "language": "language", "timezone": "zone"}
        changes = {column: wanted[name] for name, column in columns.items() if name in wanted}
        if changes:
            self.get_queryset().filter(pk=pk).update(**changes)
        if "identity" in wanted:
            vouch_for(visitor_id=pk, said=dict(wanted["identity"]))
        if "attributes" in wanted:
            set_attributes(visitor_id=pk, said=wanted["attributes"])
        row = self.get_queryset().get(pk=pk)
        return Response(self.get_serializer(row).data, status)
