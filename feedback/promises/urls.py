"""Below /t/<slug>/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("promises/", pages.promises, name="promises"),
    path("promises/<int:follow_up_id>/", pages.promise, name="promise"),
    path("settings/afterwards/", pages.settings, name="promise_settings"),
]
