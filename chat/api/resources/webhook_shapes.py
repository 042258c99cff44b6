"""How webhooks and what was sent to them look to programs."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from chat.webhooks import changing
from chat.webhooks.catalogue import EVENTS
from chat.webhooks.models import Delivery, Endpoint

from .asked import OneLine


class WebhookSerializer(serializers.Serializer):
    id = serializers.IntegerField(read_only=True)
    name = OneLine(max_length=60)
    url = serializers.CharField(
        max_length=changing.LONGEST_URL, write_only=True, help_text="A public https:// address."
    )
    host = serializers.CharField(read_only=True, help_text="Of the address; it is not shown again.")
    events = serializers.ListField(
        child=serializers.ChoiceField(choices=[event.name for event in EVENTS]),
        min_length=1,
        max_length=len(EVENTS),
    )
    paused = serializers.SerializerMethodField()
    paused_why = serializers.CharField(read_only=True, help_text="by_hand, failing, gone, or ''.")
    failures = serializers.IntegerField(read_only=True, help_text="In a row.")
    created_at = serializers.DateTimeField(source="made_at", read_only=True)

    def get_paused(self, row: Endpoint) -> bool:
        return row.paused_at is not None


class WithSecret(WebhookSerializer):
    secret = serializers.CharField(read_only=True, help_text="Shown this once.")


class Attempt(serializers.Serializer):
    at = serializers.DateTimeField()
    status = serializers.IntegerField(allow_null=True)
    ms = serializers.IntegerField()
    why = serializers.CharField(help_text="slow, unreachable, forbidden, sealed, or empty.")


class DeliverySerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="key")
    webhook_id = serializers.CharField(source="message_id", help_text="The header of this name.")
    attempts = Attempt(source="tries", many=True)
    created_at = serializers.DateTimeField(source="at")
    next_attempt_at = serializers.SerializerMethodField()

    class Meta:
        model = Delivery
        fields = [
            "id", "webhook_id", "event", "state", "body", "attempts", "created_at",
            "next_attempt_at",
        ]  # fmt: skip

    @extend_schema_field({"type": ["string", "null"], "format": "date-time"})
    def get_next_attempt_at(self, row: Delivery) -> Any:
        return row.due_at if row.state == Delivery.State.QUEUED else None
