"""Below /privacy/<key>/<token>/: a visitor's own page."""

from django.urls import path

from . import privacy_pages

urlpatterns = [
    path("", privacy_pages.page, name="privacy_page"),
    path("take-back/", privacy_pages.take_back, name="privacy_take_back"),
    path("receipts/<uuid:receipt>/", privacy_pages.receipt, name="privacy_receipt"),
    path("my-data.json", privacy_pages.as_json, name="privacy_json"),
    path("my-data.html", privacy_pages.as_html, name="privacy_html"),
    path("erase/", privacy_pages.erase, name="privacy_erase"),
]
