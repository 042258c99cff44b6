"""Below /t/<slug>/audit/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.audit, name="audit"),
    path("export/", pages.export, name="audit_export"),
]
