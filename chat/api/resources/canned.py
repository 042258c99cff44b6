"""Canned replies of everybody and of departments. People's own are nobody else's."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from chat.api.fields import Id
from chat.api.forms import require_valid
from chat.api.pagination import OldestFirst
from chat.api.views import CompanyViewSet
from chat.canned_form import COMPANY, CannedReplyForm
from chat.models import CannedReply
from tenants.audit import record

NAMES = {"shortcut": "short_code", "body": "content", "scope": "department_id"}


class CannedReplySerializer(serializers.ModelSerializer):
    """Chatwoot's canned responses."""

    short_code = serializers.CharField(source="shortcut", max_length=41)
    content = serializers.CharField(source="body", max_length=4000)
    department_id = Id(
        required=False, allow_null=True, help_text="Of a department; null: everybody's."
    )

    class Meta:
        model = CannedReply
        fields = ["id", "short_code", "content", "department_id"]


@extend_schema_view(
    list=extend_schema(summary="List canned replies"),
    retrieve=extend_schema(summary="Read a canned reply"),
)
class CannedReplyViewSet(ListModelMixin, RetrieveModelMixin, CompanyViewSet):
    tag = "Canned replies"
    scope_read, scope_write = "settings:read", "settings:write"
    serializer_class = CannedReplySerializer
    pagination_class = OldestFirst
    queryset = CannedReply.objects.none()

    def get_queryset(self) -> QuerySet[CannedReply]:
        return self.request.tenant.canned_replies.filter(member=None)

    @extend_schema(summary="Add a canned reply", responses={201: CannedReplySerializer})
    def create(self, request: Request) -> Response:
        return self._keep(CannedReply(), "text.added", 201)

    @extend_schema(summary="Change a canned reply")
    def partial_update(self, request: Request, pk: str) -> Response:
        return self._keep(self.get_object(), "text.changed", 200)

    @extend_schema(summary="Delete a canned reply", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        row.delete()
        record("text.deleted", target=f"/{row.shortcut}")
        return Response(status=204)

    def _keep(self, row: CannedReply, how: str, status: int) -> Response:
        given = self.get_serializer(row, data=self.request.data, partial=bool(row.pk))
        given.is_valid(raise_exception=True)
        form = CannedReplyForm(
            self._for_the_form(row, given.validated_data),
            instance=row,
            member=self.request.membership,
        )
        require_valid(form, NAMES)
        saved = form.save()
        record(how, target=f"/{saved.shortcut}", fields=form.changed_data)
        return Response(self.get_serializer(saved).data, status)

    def _for_the_form(self, row: CannedReply, wanted: dict[str, Any]) -> dict[str, Any]:
        department = wanted.get("department_id", row.department_id)
        return {
            "shortcut": wanted.get("shortcut", row.shortcut),
            "body": wanted.get("body", row.body),
            "scope": str(department or COMPANY),
        }
