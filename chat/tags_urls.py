"""Below /t/<slug>/tags/."""

from django.urls import path

from . import tags_pages

urlpatterns = [
    path("", tags_pages.tags, name="tags"),
    path("<int:tag_id>/", tags_pages.rename, name="tag"),
    path("<int:tag_id>/delete/", tags_pages.delete, name="tag_delete"),
]
