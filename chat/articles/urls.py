"""Below /t/<slug>/articles/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.articles, name="articles"),
    path("new/", pages.add, name="article_add"),
    path("<int:article_id>/", pages.article, name="article"),
    path("<int:article_id>/edit/", pages.edit, name="article_edit"),
    path("<int:article_id>/reviewed/", pages.reviewed, name="article_reviewed"),
    path("<int:article_id>/delete/", pages.delete, name="article_delete"),
]
