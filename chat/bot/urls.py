"""Below /t/<slug>/settings/bot/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.bot, name="settings_bot"),
    path("service/", pages.service, name="settings_bot_service"),
    path("service/secret/", pages.renew_secret, name="settings_bot_secret"),
    path("service/try/", pages.try_service, name="settings_bot_try"),
]
