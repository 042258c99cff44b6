"""Addresses of signing in that are no company's pages."""

from django.urls import path

from ..views import security

urlpatterns = [
    path("accounts/security/sessions/end/", security.end_others, name="sessions_end"),
    path("accounts/security/sessions/<int:row_id>/end/", security.end_one, name="session_end"),
]
