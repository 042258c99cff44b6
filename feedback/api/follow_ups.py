"""Promises to customers."""

from typing import Any
from uuid import uuid4

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from chat.api.fields import Id
from chat.api.filters import IdFilter
from chat.api.resources.asked import OneLine
from chat.api.resources.deciding import voice
from chat.api.resources.shapes import Named
from chat.api.views import CompanyViewSet
from feedback.actions import promise_kept, promises
from feedback.models import FollowUp
from feedback.promises.frames import MOST_WHAT, MOST_WHY
from tenants.models import Membership

State = FollowUp.State


def named(member: Membership | None) -> dict[str, Any] | None:
    return member and {"id": member.pk, "name": member.display_name}


class FollowUpSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    conversation_id = serializers.IntegerField()
    visitor_id = serializers.IntegerField()
    what = serializers.CharField()
    state = serializers.ChoiceField(choices=State.values)
    overdue = serializers.BooleanField()
    automatic = serializers.BooleanField(help_text="Promised by the company's own rule.")
    keeper = Named(allow_null=True, help_text="Who keeps it; null: the team.")
    due_at = serializers.DateTimeField()
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, row: FollowUp) -> dict[str, Any]:
        overdue = row.state == State.OPEN and row.due_at <= timezone.now()
        row.overdue, row.automatic, row.keeper = overdue, row.is_automatic, None
        return super().to_representation(row) | {"keeper": named(row.member)}


class NewFollowUp(serializers.Serializer):
    conversation_id = Id()
    what = OneLine(max_length=MOST_WHAT)
    due_at = serializers.DateTimeField(help_text="Within a year from now.")
    keeper_id = Id(allow_null=True, default=None, help_text="A person; null: the team.")


class Kept(serializers.Serializer):
    echo_id = serializers.UUIDField(
        help_text="Of the message that keeps it; a person has sent it after the promise was made."
    )


class Dropped(serializers.Serializer):
    why = OneLine(max_length=MOST_WHY, help_text="The customer reads it.")


class Passed(serializers.Serializer):
    keeper_id = Id(allow_null=True, help_text="A person; null: the team.")


class FollowUpFilters(filters.FilterSet):
    state = filters.ChoiceFilter(choices=State.choices)
    overdue = filters.BooleanFilter(method="filter_overdue")
    conversation_id = IdFilter(field_name="conversation")
    visitor_id = IdFilter(field_name="visitor")
    keeper_id = IdFilter(field_name="member")

    class Meta:
        model = FollowUp
        fields: list[str] = []

    def filter_overdue(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        late = Q(state=State.OPEN, due_at__lte=timezone.now())
        return rows.filter(late) if value else rows.exclude(late)


@extend_schema_view(
    list=extend_schema(summary="List follow-ups"),
    retrieve=extend_schema(summary="Read a follow-up"),
)
class FollowUpViewSet(ListModelMixin, RetrieveModelMixin, CompanyViewSet):
    tag = "Follow-ups"
    scope_read, scope_write = "feedback:read", "feedback:write"
    serializer_class = FollowUpSerializer
    filterset_class = FollowUpFilters
    queryset = FollowUp.objects.none()

    def get_queryset(self) -> QuerySet[FollowUp]:
        rows = self.request.tenant.follow_ups.select_related("member")
        return rows.defer("member__photo")

    @extend_schema(
        summary="Promise an answer", request=NewFollowUp, responses={201: FollowUpSerializer}
    )
    def create(self, request: Request) -> Response:
        """The customer reads it in their chat, and does not wait any more."""
        given = self._asked(NewFollowUp)
        with voice(request):
            done = promises.promise(member=request.membership, client_id=uuid4(), **given)
        return self._shown(done.entry.data["follow_up"], 201)

    @extend_schema(summary="Keep it", request=Kept)
    @action(detail=True, methods=["post"])
    def keep(self, request: Request, pk: str) -> Response:
        """By an answer that was sent in the same conversation."""
        row, given = self.get_object(), self._asked(Kept)
        with voice(request):
            promise_kept.keep_promise(**self._of(row), answer=given["echo_id"])
        return self._shown(row.pk)

    @extend_schema(summary="Drop it", request=Dropped)
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:
        """The customer is told why."""
        row, given = self.get_object(), self._asked(Dropped)
        with voice(request):
            promises.drop_promise(**self._of(row), why=given["why"])
        return self._shown(row.pk)

    @extend_schema(summary="Give it to somebody else", request=Passed)
    @action(detail=True, methods=["post"])
    def assignments(self, request: Request, pk: str) -> Response:
        row, given = self.get_object(), self._asked(Passed)
        with voice(request):
            promises.pass_on(**self._of(row), to=given["keeper_id"])
        return self._shown(row.pk)

    def _of(self, row: FollowUp) -> dict[str, Any]:
        return {
            "member": self.request.membership,
            "conversation_id": row.conversation_id,
            "client_id": uuid4(),
            "follow_up_id": row.pk,
        }

    def _asked(self, kind: Any) -> dict[str, Any]:
        given = kind(data=self.request.data)
        given.is_valid(raise_exception=True)
        return given.validated_data

    def _shown(self, pk: int, status: int = 200) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=pk)).data, status)
