"""Below /t/<slug>/settings/api/."""

from django.urls import path

from . import token_pages

urlpatterns = [
    path("", token_pages.tokens, name="settings_api"),
    path("new/", token_pages.add, name="settings_api_new"),
    path("<int:token_id>/revoke/", token_pages.revoke, name="settings_api_revoke"),
]
