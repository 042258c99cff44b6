"""How permissions look to programs, and what they send."""

from rest_framework import serializers

from chat.api.fields import Id
from chat.api.resources.asked import OneLine
from feedback.models import ConsentEvent, ConsentText, Purpose
from feedback.permission.receipts import status_of

What = ConsentEvent.What


class TextSerializer(serializers.ModelSerializer):
    language = serializers.CharField(source="locale")

    class Meta:
        model = ConsentText
        fields = ["id", "purpose", "language", "version", "wording", "sha256"]


class ConsentSerializer(serializers.ModelSerializer):
    visitor_id = serializers.IntegerField(source="subject")
    conversation_id = serializers.IntegerField(source="conversation", allow_null=True)
    purpose = serializers.ChoiceField(choices=Purpose.values)
    what = serializers.ChoiceField(choices=What.values)
    status = serializers.SerializerMethodField()
    text = TextSerializer(allow_null=True, help_text="The exact words that were shown.")
    recorded_by = serializers.IntegerField(source="member", allow_null=True)

    class Meta:
        model = ConsentEvent
        fields = [
            "id", "receipt", "visitor_id", "conversation_id", "purpose", "what", "status", "by",
            "place", "how", "shown_at", "at", "recorded_by", "text",
        ]  # fmt: skip

    def get_status(self, line: ConsentEvent) -> str:
        """in_force, waiting (for a confirmation) or ended"""
        return status_of(line)


class Shown(serializers.Serializer):
    id = Id()
    sha256 = serializers.RegexField("^[0-9a-f]{64}$", help_text="Of the wording that was shown.")


class Given(serializers.Serializer):
    visitor_id = Id()
    email = serializers.CharField(max_length=254)
    texts = serializers.ListField(
        child=Shown(),
        min_length=1,
        max_length=len(Purpose),
        help_text="Each that was agreed to, by a box or button of its own. News (marketing) and "
        "the permission to send one mail that confirms the address (confirmation) come together.",
    )
    shown_at = serializers.DateTimeField(help_text="When they agreed.")
    how = OneLine(max_length=200, help_text="Where and by what: “Box in our checkout, unticked”.")


class Withdrawn(serializers.Serializer):
    visitor_id = Id()
    purposes = serializers.ListField(
        child=serializers.ChoiceField(choices=Purpose.values), min_length=1, max_length=20
    )
    how = OneLine(max_length=200, help_text="How they said so.")


class Lines(serializers.Serializer):
    results = ConsentSerializer(many=True)


class Texts(serializers.Serializer):
    results = TextSerializer(many=True)
