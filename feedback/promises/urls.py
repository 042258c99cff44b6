"""Below /t/<slug>/promises/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.promises, name="promises"),
    path("settings/", pages.settings, name="promise_settings"),
    path("<int:follow_up_id>/", pages.promise, name="promise"),
]
