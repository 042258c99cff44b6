"""Below /m/<key>/: what links in mails lead to."""

from django.urls import path

from . import link_pages

urlpatterns = [path("rate/<str:token>/", link_pages.rate, name="rate_by_link")]
