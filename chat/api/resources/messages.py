"""The log of one conversation: messages, notes, and what happened to it."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from chat.api.pagination import NewestFirst
from chat.api.views import CompanyViewSet
from chat.models import Conversation, Entry

from . import asked, deciding
from .choosing import MessageFilters
from .shapes import MessageSerializer

OF = OpenApiParameter("conversation", OpenApiTypes.INT, OpenApiParameter.PATH)


class InOrder(NewestFirst):
    """As it was said."""

    ordering = "seq"


@extend_schema_view(list=extend_schema(summary="List messages", parameters=[OF]))
class MessageViewSet(ListModelMixin, CompanyViewSet):
    tag = "Messages"
    scope_read, scope_write = "conversations:read", "conversations:write"
    serializer_class = MessageSerializer
    filterset_class = MessageFilters
    pagination_class = InOrder
    queryset = Entry.objects.none()

    def get_queryset(self) -> QuerySet[Entry]:
        return Entry.objects.filter(conversation=self._conversation())

    @extend_schema(
        summary="Write a message or a note",
        parameters=[OF],
        request=asked.NewMessage,
        responses={201: MessageSerializer, 200: MessageSerializer},
    )
    def create(self, request: Request, conversation: str) -> Response:
        """What goes out is labelled as automatic, unless the token speaks as a person. 200: it was
        written before, with the same `echo_id`."""
        given = asked.NewMessage(data=request.data)
        row = self._conversation()
        given.is_valid(raise_exception=True)
        done = deciding.post(request, row, given.validated_data)
        entry = Entry.objects.get(conversation=done.entry.conversation_id, seq=done.seq)
        return Response(self.get_serializer(entry).data, 201 if done.is_new else 200)

    def _conversation(self) -> Conversation:
        rows: Any = self.request.tenant.conversations.select_related("visitor__tenant")
        return get_object_or_404(rows, pk=self.kwargs["conversation"])
