"""Addresses of signing in: those that are no company's pages, and its settings."""

from django.urls import path

from ..views import security, sign_in
from ..views import sign_in_settings as settings

urlpatterns = [
    path("accounts/security/sessions/end/", security.end_others, name="sessions_end"),
    path("accounts/security/sessions/<int:row_id>/end/", security.end_one, name="session_end"),
    path("companies/join/<slug:slug>/", sign_in.join, name="join_by_domain"),
    path("sign-in/", sign_in.find, name="provider_find"),
    path("sign-in/<slug:slug>/", sign_in.provider, name="provider"),
    path("sign-in/<slug:slug>/go/", sign_in.go, name="provider_go"),
    path("sign-in/<slug:slug>/back/", sign_in.back, name="provider_back"),
    path("sign-in/<slug:slug>/second-factor/", sign_in.factor_needed, name="factor_needed"),
]

company = [
    path("", settings.sign_in, name="settings_sign_in"),
    path("factor/", settings.factor, name="sign_in_factor"),
    path("domains/", settings.claim, name="domain_claim"),
    path("domains/prove/", settings.prove, name="domain_prove"),
    path("domains/remove/", settings.give_up, name="domain_remove"),
    path("domains/joining/", settings.joining, name="domain_joining"),
    path("provider/", settings.provider, name="provider_save"),
    path("provider/remove/", settings.give_up_it, name="provider_remove"),
    path("provider/require/", settings.require, name="provider_require"),
]
