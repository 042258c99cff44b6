"""Below /api/v1/. What feedback adds is in feedback/api/urls.py."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from .document import document, openapi
from .resources.articles import ArticleViewSet
from .resources.canned import CannedReplyViewSet
from .resources.conversations import ConversationViewSet
from .resources.departments import DepartmentViewSet
from .resources.holidays import HolidayViewSet
from .resources.hours import HoursView
from .resources.messages import MessageViewSet
from .resources.people import PersonViewSet
from .resources.searching import SearchView
from .resources.visitors import VisitorViewSet
from .resources.webhooks import DeliveryViewSet, WebhookViewSet
from .views import ID

router = SimpleRouter(trailing_slash=False)
router.register("conversations", ConversationViewSet, "api_conversations")
router.register(rf"conversations/(?P<conversation>{ID})/messages", MessageViewSet, "api_messages")
router.register("visitors", VisitorViewSet, "api_visitors")
router.register("people", PersonViewSet, "api_people")
router.register("departments", DepartmentViewSet, "api_departments")
router.register("canned-replies", CannedReplyViewSet, "api_canned_replies")
router.register("articles", ArticleViewSet, "api_articles")
router.register("holidays", HolidayViewSet, "api_holidays")
router.register("webhooks", WebhookViewSet, "api_webhooks")
router.register(rf"webhooks/(?P<webhook>{ID})/deliveries", DeliveryViewSet, "api_deliveries")

urlpatterns = [
    path("openapi.json", openapi, name="api_schema"),
    path("docs/", document, name="api_document"),
    path("conversations/search", SearchView.as_view(), name="api_search"),
    path("hours", HoursView.as_view(), name="api_hours"),
    *router.urls,
]
