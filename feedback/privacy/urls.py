"""Below /t/<slug>/privacy/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.retention, name="privacy"),
    path("masking/", pages.masking, name="privacy_masking"),
    path("masking/<int:pattern_id>/remove/", pages.remove_pattern, name="privacy_pattern_remove"),
    path("erasures/", pages.erasures, name="privacy_erasures"),
    path("summary/", pages.summary, name="privacy_summary"),
]
