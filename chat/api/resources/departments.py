"""Departments, who is in them, and their place in the list."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from chat.api.fields import Ids
from chat.api.forms import require_valid
from chat.api.pagination import OldestFirst
from chat.api.views import CompanyViewSet
from tenants.department_forms import DepartmentForm
from tenants.departments import give_up_department
from tenants.models import Department

NAMES = {"about": "description", "members": "member_ids"}


class DepartmentSerializer(serializers.ModelSerializer):
    description = serializers.CharField(
        source="about", max_length=160, allow_blank=True, default=""
    )
    is_public = serializers.BooleanField(default=True, help_text="Visitors may choose it.")
    member_ids = Ids(source="members", default=list, help_text="Ids of people.")

    class Meta:
        model = Department
        fields = ["id", "name", "description", "is_public", "position", "member_ids"]
        read_only_fields = ["id", "position"]


class DepartmentViewSet(ListModelMixin, RetrieveModelMixin, CompanyViewSet):
    """Chatwoot's teams."""

    tag = "Departments"
    scope_read, scope_write = "settings:read", "settings:write"
    serializer_class = DepartmentSerializer
    pagination_class = OldestFirst
    queryset = Department.objects.none()

    def get_queryset(self) -> QuerySet[Department]:
        return self.request.tenant.departments.order_by("pk").prefetch_related("members")

    @extend_schema(summary="List departments")
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(summary="Read a department")
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(summary="Add a department", responses={201: DepartmentSerializer})
    def create(self, request: Request) -> Response:
        kept = self._keep(Department(), self.get_serializer(data=request.data))
        return Response(self.get_serializer(kept).data, 201)

    @extend_schema(summary="Change a department")
    def partial_update(self, request: Request, pk: str) -> Response:
        found = self.get_object()
        kept = self._keep(found, self.get_serializer(found, data=request.data, partial=True))
        return Response(self.get_serializer(kept).data)

    @extend_schema(summary="Give a department up", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Its chats go on, without a department."""
        give_up_department(department=self.get_object())
        return Response(status=204)

    def _keep(self, department: Department, given: DepartmentSerializer) -> Department:
        given.is_valid(raise_exception=True)
        there = self.get_serializer(department).data if department.pk else {}
        data = {field: there.get(NAMES.get(field, field)) for field in DepartmentForm.base_fields}
        form = DepartmentForm(
            data | given.validated_data, instance=department, tenant=self.request.tenant
        )
        require_valid(form, NAMES)
        return self.get_queryset().get(pk=form.keep().pk)
