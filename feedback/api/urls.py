"""Below /api/v1/, beside chat.api."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from .consents import ConsentTextView, ConsentViewSet
from .follow_ups import FollowUpViewSet
from .reports import ReportView
from .reviews import ReviewViewSet
from .surveys import RatingViewSet, SurveyViewSet

router = SimpleRouter(trailing_slash=False)
router.register("surveys", SurveyViewSet, "api_surveys")
router.register("ratings", RatingViewSet, "api_ratings")
router.register("follow-ups", FollowUpViewSet, "api_follow_ups")
router.register("consents", ConsentViewSet, "api_consents")
router.register("reviews", ReviewViewSet, "api_reviews")

urlpatterns = [
    path("reports", ReportView.as_view(), name="api_reports"),
    path("consent-texts", ConsentTextView.as_view(), name="api_consent_texts"),
    *router.urls,
]
