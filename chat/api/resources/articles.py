"""Articles: what the company knows, with its source and its dates."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from chat.api.forms import require_valid
from chat.api.views import CompanyViewSet
from chat.articles.forms import ArticleForm
from chat.articles.stemming import CONFIGURATIONS, save_article
from chat.models import Article
from tenants.audit import record

LANGUAGES = [(code, code) for code in sorted(CONFIGURATIONS)]
NAMES = {"body": "content"}


class ArticleFilters(filters.FilterSet):
    language = filters.ChoiceFilter(choices=LANGUAGES)
    is_public = filters.BooleanFilter()

    class Meta:
        model = Article
        fields: list[str] = []


class ArticleSerializer(serializers.ModelSerializer):
    content = serializers.CharField(source="body", max_length=20_000)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)
    source_url = serializers.URLField(max_length=500, required=False, allow_blank=True)
    reviewed_on = serializers.DateField(required=False, help_text="Without it: today.")
    is_public = serializers.BooleanField(required=False, help_text="Visitors may read it.")

    class Meta:
        model = Article
        fields = [
            "id",
            "title",
            "content",
            "language",
            "source_url",
            "reviewed_on",
            "review_due",
            "is_public",
        ]


@extend_schema_view(
    list=extend_schema(summary="List articles"), retrieve=extend_schema(summary="Read an article")
)
class ArticleViewSet(ListModelMixin, RetrieveModelMixin, CompanyViewSet):
    tag = "Articles"
    scope_read, scope_write = "settings:read", "settings:write"
    serializer_class = ArticleSerializer
    filterset_class = ArticleFilters
    queryset = Article.objects.none()

    def get_queryset(self) -> QuerySet[Article]:
        return self.request.tenant.articles.all()

    @extend_schema(summary="Add an article", responses={201: ArticleSerializer})
    def create(self, request: Request) -> Response:
        return self._keep(Article(), "text.added", 201)

    @extend_schema(summary="Change an article")
    def partial_update(self, request: Request, pk: str) -> Response:
        return self._keep(self.get_object(), "text.changed", 200)

    @extend_schema(summary="Delete an article", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        title = row.title
        row.delete()
        record("text.deleted", target=title)
        return Response(status=204)

    def _keep(self, row: Article, how: str, status: int) -> Response:
        given = self.get_serializer(row, data=self.request.data, partial=bool(row.pk))
        given.is_valid(raise_exception=True)
        tenant = self.request.tenant
        blank = ArticleForm(instance=row, tenant=tenant)  # knows what is usual, or there
        there: dict[str, Any] = {name: blank[name].value() for name in blank.fields}
        form = ArticleForm(there | given.validated_data, instance=row, tenant=tenant)
        require_valid(form, NAMES)
        saved = save_article(form.save(commit=False))
        record(how, target=saved.title, fields=form.changed_data)
        return Response(self.get_serializer(saved).data, status)
