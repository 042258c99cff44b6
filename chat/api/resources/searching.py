"""Finding conversations by what was said in them."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from chat.api.filters import refuse_unknown
from chat.api.views import CompanyView
from chat.search.finding import find

from .shapes import ConversationSerializer

MOST = 200
WORDS = OpenApiParameter("q", {"type": "string", "minLength": 1, "maxLength": MOST}, required=True)
BEFORE = OpenApiParameter("before", OpenApiTypes.INT, description="`next` of the page before.")


class FoundMessage(serializers.Serializer):
    id = serializers.IntegerField()
    content = serializers.CharField(help_text="The part of it that fits.")
    created_at = serializers.DateTimeField()


class Hit(serializers.Serializer):
    conversation = ConversationSerializer()
    message = FoundMessage(allow_null=True)


class Hits(serializers.Serializer):
    next = serializers.IntegerField(allow_null=True)
    results = Hit(many=True)


class SearchView(CompanyView):
    tag = "Conversations"
    scope_read = scope_write = "conversations:read"

    @extend_schema(summary="Search conversations", parameters=[WORDS, BEFORE], responses=Hits)
    def get(self, request: Request) -> Response:
        """By words, in any of their forms; the newest first. What was said a moment ago is found
        some seconds later."""
        refuse_unknown(request, {"q", "before"})
        words, before = self._words(), self._before()
        found = find(request.membership, words, {}, before)
        return Response({"next": found.next, "results": [_shown(hit) for hit in found.hits]})

    def _words(self) -> str:
        words = self.request.query_params.get("q", "").strip()
        if not 0 < len(words) <= MOST or "\x00" in words:
            raise serializers.ValidationError({"q": ["1 to 200 characters."]})
        return words

    def _before(self) -> int | None:
        given = self.request.query_params.get("before")
        if given is None:
            return None
        if not (given.isascii() and given.isdigit() and 0 < len(given) <= 18):
            raise serializers.ValidationError({"before": ["Use `next` of a page, as it is."]})
        return int(given)


def _shown(hit: dict[str, Any]) -> dict[str, Any]:
    entry = hit["entry"]
    return {
        "conversation": ConversationSerializer().to_representation(hit["conversation"]),
        "message": entry
        and {
            "id": entry["seq"],
            "content": "".join(text for text, _is_found in entry["snippet"]),
            "created_at": entry["at"],
        },
    }
