"""Below /t/<slug>/settings/identity/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.identity, name="settings_identity"),
    path("secret/", pages.secret, name="settings_identity_secret"),
    path("end/", pages.end, name="settings_identity_end"),
]
