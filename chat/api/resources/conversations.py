"""Conversations: listed, searched, begun; who has them, how urgent they are, whether they are over.

What is done is done by the actions, in the name of the program or of whoever connected it.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from chat.api.views import CompanyViewSet
from chat.beside import BESIDE, with_beside
from chat.models import Conversation
from chat.reading import SUMMARY_FIELDS

from . import asked, deciding
from .choosing import ConversationFilters
from .shapes import ConversationSerializer, conversation_shown, rows_shown


class ConversationViewSet(CompanyViewSet):
    tag = "Conversations"
    scope_read, scope_write = "conversations:read", "conversations:write"
    serializer_class = ConversationSerializer
    filterset_class = ConversationFilters
    queryset = Conversation.objects.none()

    def get_queryset(self) -> QuerySet[Conversation]:
        return self.request.tenant.conversations.all()

    @extend_schema(summary="List conversations")
    def list(self, request: Request) -> Response:
        """The newest first."""
        rows = with_beside(self.filter_queryset(self.get_queryset()))
        page = self.paginate_queryset(rows.values(*SUMMARY_FIELDS, *BESIDE))
        return self.get_paginated_response(rows_shown(page))

    @extend_schema(summary="Read a conversation")
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._shown()

    @extend_schema(
        summary="Begin a conversation",
        request=asked.NewConversation,
        responses={201: ConversationSerializer, 200: ConversationSerializer},
    )
    def create(self, request: Request) -> Response:
        """With what the visitor says first. While they have one that is not closed, or was closed
        less than a week ago, it goes on there, and the answer is 200."""
        wanted = self._asked(asked.NewConversation)
        pk, is_new = deciding.begin(request, wanted)
        return Response(conversation_shown(pk), 201 if is_new else 200)

    @extend_schema(summary="Set the status", request=asked.StatusAsked)
    @action(detail=True, methods=["post"])
    def toggle_status(self, request: Request, pk: str) -> Response:
        wanted, row = self._asked(asked.StatusAsked), self.get_object()
        deciding.set_status(request, row, wanted["status"], wanted.get("snoozed_until"))
        return self._shown()

    @extend_schema(summary="Set the priority", request=asked.PriorityAsked)
    @action(detail=True, methods=["post"])
    def toggle_priority(self, request: Request, pk: str) -> Response:
        wanted, row = self._asked(asked.PriorityAsked), self.get_object()
        deciding.set_priority(request, row.pk, wanted["priority"])
        return self._shown()

    @extend_schema(summary="Assign to a person or a department", request=asked.AssignmentAsked)
    @action(detail=True, methods=["post"])
    def assignments(self, request: Request, pk: str) -> Response:
        """At once, whatever their load."""
        wanted, row = self._asked(asked.AssignmentAsked), self.get_object()
        deciding.assign(request, row.pk, wanted)
        return self._shown()

    @extend_schema(summary="Hand over", request=asked.TransferAsked)
    @action(detail=True, methods=["post"])
    def transfers(self, request: Request, pk: str) -> Response:
        """Whoever it is for is asked, and reads the summary. Of somebody it has nobody yet, it
        goes there at once."""
        wanted, row = self._asked(asked.TransferAsked), self.get_object()
        deciding.hand_over(request, row, wanted)
        return self._shown()

    @extend_schema(summary="Set the tags", request=asked.TagsAsked)
    @action(detail=True, methods=["post"])
    def tags(self, request: Request, pk: str) -> Response:
        """These and no others, as Chatwoot's labels."""
        wanted, row = self._asked(asked.TagsAsked), self.get_object()
        deciding.set_tags(request, row.pk, wanted["tags"])
        return self._shown()

    def _asked(self, kind: Any) -> dict[str, Any]:
        given = kind(data=self.request.data)
        given.is_valid(raise_exception=True)
        return given.validated_data

    def _shown(self) -> Response:
        try:
            return Response(conversation_shown(int(self.kwargs["pk"])))
        except Conversation.DoesNotExist:
            raise Http404 from None
