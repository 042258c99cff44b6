"""Below /m/<key>/: what links in mails lead to."""

from django.urls import path

from . import mail_links

urlpatterns = [
    path("unsubscribe/<str:token>/", mail_links.unsubscribe, name="unsubscribe"),
    path("confirm/<str:token>/", mail_links.confirm_address, name="confirm_address"),
]
