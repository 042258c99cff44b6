"""Permission to write: what was agreed and taken back, line by line, with its proof; and recording
what a customer agreed to elsewhere. Addresses go in, and never come out.

The rules of docs/privacy.md stay in force: only the words that are kept here can be agreed to, news
wait for their confirmation, and PostgreSQL refuses a mail without a permission.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from chat.actions import Refused
from chat.api.filters import IdFilter, refuse_unknown
from chat.api.views import CompanyView, CompanyViewSet
from chat.models import Visitor
from feedback.actions import consents
from feedback.actions.ledger import Proof, text_for
from feedback.models import ConsentEvent, ConsentText, Purpose
from feedback.permission.offers import ASKED, notice_of
from feedback.permission.receipts import receipt_of
from helpdesk.languages import LANGUAGES

from .consent_shapes import ConsentSerializer, Given, Lines, Texts, TextSerializer, Withdrawn

PLACE = "api"
CODES = [code for code, _ in LANGUAGES]
What, By = ConsentEvent.What, ConsentEvent.By
LANGUAGE = OpenApiParameter(
    "language", {"type": "string", "enum": CODES}, description="The company's own without it."
)


class ConsentFilters(filters.FilterSet):
    visitor_id = IdFilter(field_name="subject")
    purpose = filters.ChoiceFilter(choices=Purpose.choices)
    what = filters.ChoiceFilter(choices=What.choices)

    class Meta:
        model = ConsentEvent
        fields: list[str] = []


@extend_schema_view(
    list=extend_schema(summary="List what was agreed and taken back"),
    retrieve=extend_schema(summary="Read a line of the ledger"),
)
class ConsentViewSet(ListModelMixin, RetrieveModelMixin, CompanyViewSet):
    tag = "Consents"
    scope_read, scope_write = "consents:read", "consents:write"
    serializer_class = ConsentSerializer
    filterset_class = ConsentFilters
    queryset = ConsentEvent.objects.none()

    def get_queryset(self) -> QuerySet[ConsentEvent]:
        return self.request.tenant.consent_events.select_related("text")

    @extend_schema(
        summary="Read its receipt",
        responses={200: OpenApiTypes.OBJECT},
    )
    @action(detail=True)
    def receipt(self, request: Request, pk: str) -> Response:
        """With the fields of ISO/IEC TS 27560:2023."""
        return Response(receipt_of(self.get_object()))

    @extend_schema(summary="Record permission", request=Given, responses={201: Lines, 200: Lines})
    def create(self, request: Request) -> Response:
        """What a customer agreed to elsewhere, in the words of `consent-texts`, with the proof of
        it. News are in force once the customer has followed the link in the mail that is sent now.
        200: all of it was in force already."""
        given = self._asked(Given)
        lines = consents.give(
            visitor=self._visitor(given["visitor_id"]),
            email=given["email"],
            texts=[_kept(shown) for shown in given["texts"]],
            place=PLACE,
            proof=self._proof(given["how"], _past(given["shown_at"])),
        )
        return self._lines(lines, 201 if lines else 200)

    @extend_schema(summary="Take permission back", request=Withdrawn, responses=Lines)
    @action(detail=False, methods=["post"])
    def withdraw(self, request: Request) -> Response:
        """What is queued is not sent any more. Nothing is answered for what was not in force."""
        given = self._asked(Withdrawn)
        visitor = self._visitor(given["visitor_id"])
        lines = consents.withdraw(
            visitor_id=visitor.pk,
            purposes=given["purposes"],
            by=By.MEMBER,
            place=PLACE,
            proof=self._proof(given["how"], None),
        )
        return self._lines(lines, 200)

    def _proof(self, how: str, shown_at: Any) -> Proof:
        return Proof(how=how, shown_at=shown_at, member_id=self.request.membership.pk)

    def _visitor(self, visitor_id: int) -> Visitor:
        rows = self.request.tenant.visitors.select_related("tenant")
        visitor = rows.filter(pk=visitor_id).first()
        if visitor is None:
            raise Refused("not_found", field="visitor_id")
        return visitor

    def _asked(self, kind: Any) -> dict[str, Any]:
        given = kind(data=self.request.data)
        given.is_valid(raise_exception=True)
        return given.validated_data

    def _lines(self, lines: list[ConsentEvent], status: int) -> Response:
        return Response({"results": self.get_serializer(lines, many=True).data}, status)


def _kept(shown: dict[str, Any]) -> int:
    """The number of the text, if these were its words. Raises Refused("unknown_text")."""
    if not ConsentText.objects.filter(pk=shown["id"], sha256=shown["sha256"]).exists():
        raise Refused("unknown_text", field="texts")
    return shown["id"]


def _past(moment: Any) -> Any:
    if moment > timezone.now():
        raise serializers.ValidationError({"shown_at": ["This is still to come."]})
    return moment


class ConsentTextView(CompanyView):
    tag = "Consents"
    scope_read = scope_write = "consents:read"

    @extend_schema(summary="Read the words", parameters=[LANGUAGE], responses=Texts)
    def get(self, request: Request) -> Response:
        """Exactly what has to be shown for each purpose, as it is today. Show it word for word, a
        box of its own for each, none of them ticked."""
        refuse_unknown(request, {"language"})
        language = request.query_params.get("language", request.tenant.language)
        if language not in CODES:
            raise serializers.ValidationError({"language": [f"One of: {', '.join(CODES)}."]})
        news = {Purpose.MARKETING, Purpose.CONFIRMATION}
        wanted = [purpose for purpose in ASKED if purpose not in news]
        if notice_of(request.tenant).asks_marketing:
            wanted += sorted(news)
        rows = [text_for(request.tenant, purpose, language) for purpose in wanted]
        return Response({"results": TextSerializer(rows, many=True).data})
