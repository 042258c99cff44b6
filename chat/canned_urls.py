"""Below /t/<slug>/canned/."""

from django.urls import path

from . import canned

urlpatterns = [
    path("", canned.replies, name="canned"),
    path("new/", canned.add, name="canned_add"),
    path("<int:reply_id>/", canned.edit, name="canned_edit"),
    path("<int:reply_id>/delete/", canned.delete, name="canned_delete"),
]
