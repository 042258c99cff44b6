"""Webhooks of the company, and what was sent to them (docs/webhooks.md)."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_datetime
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_view,
)
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from chat.api.pagination import NewestFirst, OldestFirst
from chat.api.views import CompanyViewSet
from chat.webhooks import changing
from chat.webhooks.log_page import log_of
from chat.webhooks.models import Delivery, Endpoint

from .webhook_shapes import DeliverySerializer, WebhookSerializer, WithSecret

KEY = OpenApiParameter("key", OpenApiTypes.UUID, OpenApiParameter.PATH)
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


@extend_schema_view(
    list=extend_schema(summary="List webhooks"),
    retrieve=extend_schema(summary="Read a webhook"),
)
class WebhookViewSet(ListModelMixin, RetrieveModelMixin, CompanyViewSet):
    tag = "Webhooks"
    scope_read, scope_write = "webhooks:read", "webhooks:write"
    serializer_class = WebhookSerializer
    pagination_class = OldestFirst
    queryset = Endpoint.objects.none()

    def get_queryset(self) -> QuerySet[Endpoint]:
        return Endpoint.objects.filter(tenant=self.request.tenant).webhooks()

    @extend_schema(summary="Add a webhook", responses={201: WithSecret})
    def create(self, request: Request) -> Response:
        row, secret = changing.add(
            tenant=request.tenant,
            member=request.membership,
            kind=Endpoint.Kind.WEBHOOK,
            **self._asked(),
        )
        return Response(self._with(row, secret), 201)

    @extend_schema(summary="Change a webhook")
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        changing.change(row, **self._asked(partial=True))
        return self._shown(row)

    @extend_schema(summary="Delete a webhook", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """With its log, and what waits for it."""
        changing.remove(self.get_object())
        return Response(status=204)

    @extend_schema(summary="Make a new secret", request=None, responses=WithSecret)
    @action(detail=True, methods=["post"])
    def secret(self, request: Request, pk: str) -> Response:
        """The old one goes on for 24 hours: until then requests carry both signatures."""
        row = self.get_object()
        return Response(self._with(row, changing.renew_secret(row)))

    @extend_schema(summary="Pause", request=None)
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, pk: str) -> Response:
        """What happens goes on being stored for it, for 14 days."""
        row = self.get_object()
        changing.pause(row)
        return self._shown(row)

    @extend_schema(summary="Go on", request=None)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        """Everything that waits is sent now, in order."""
        row = self.get_object()
        changing.resume(row)
        return self._shown(row)

    @extend_schema(summary="Send a test event", request=None, responses={201: DeliverySerializer})
    @action(detail=True, methods=["post"])
    def test(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        made = changing.send_test(row, f"A test for “{row.name}”: it works.")
        return Response(DeliverySerializer(made).data, 201)

    def _asked(self, *, partial: bool = False) -> dict[str, Any]:
        given = WebhookSerializer(data=self.request.data, partial=partial)
        given.is_valid(raise_exception=True)
        return given.validated_data

    def _shown(self, row: Endpoint) -> Response:
        row.refresh_from_db()
        return Response(WebhookSerializer(row).data)

    def _with(self, row: Endpoint, secret: str) -> dict[str, Any]:
        return {**WebhookSerializer(row).data, "secret": secret}


WEBHOOK = OpenApiParameter("webhook", OpenApiTypes.INT, OpenApiParameter.PATH)


class NewestSent(NewestFirst):
    """By their moment, as on the page: ids would say which chat an anonymous rating followed."""

    ordering = "-at"

    @staticmethod
    def is_position(position: str | None) -> bool:
        try:
            return position is not None and parse_datetime(position) is not None
        except ValueError:
            return False


@extend_schema_view(list=extend_schema(summary="List what was sent", parameters=[WEBHOOK]))
class DeliveryViewSet(ListModelMixin, CompanyViewSet):
    """Kept for 14 days."""

    tag = "Webhooks"
    scope_read, scope_write = "webhooks:read", "webhooks:write"
    serializer_class = DeliverySerializer
    queryset = Delivery.objects.none()
    lookup_field = "key"
    lookup_value_regex = UUID
    pagination_class = NewestSent

    def get_queryset(self) -> QuerySet[Delivery]:
        rows = Endpoint.objects.filter(tenant=self.request.tenant).webhooks()
        return log_of(get_object_or_404(rows, pk=self.kwargs["webhook"]))

    @extend_schema(
        summary="Send it once more",
        request=None,
        parameters=[WEBHOOK, KEY],
        responses={201: DeliverySerializer},
    )
    @action(detail=True, methods=["post"])
    def again(self, request: Request, webhook: str, key: str) -> Response:
        """With the same `webhook-id`. What waits for its next attempt is sent now."""
        return Response(self.get_serializer(changing.send_again(self.get_object())).data, 201)
