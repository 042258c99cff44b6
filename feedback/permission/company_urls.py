"""Below /t/<slug>/privacy/permissions/."""

from django.urls import path

from . import company_pages

urlpatterns = [
    path("", company_pages.ledger, name="permissions"),
    path("receipts/<uuid:receipt>/", company_pages.receipt, name="permission_receipt"),
    path("notice/", company_pages.notice, name="permission_notice"),
    path("notice/export/", company_pages.export, name="marketing_export"),
]
