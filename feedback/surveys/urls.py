"""Below /t/<slug>/."""

from django.urls import path

from . import pages, settings_pages

urlpatterns = [
    path("ratings/", pages.ratings, name="ratings"),
    path("ratings/export/", pages.export, name="ratings_export"),
    path("settings/survey/", settings_pages.survey, name="settings_survey"),
    path("settings/survey/questions/new/", settings_pages.question, name="question_new"),
    path("settings/survey/questions/usual/", settings_pages.add_usual, name="question_usual"),
    path("settings/survey/questions/<int:question_id>/", settings_pages.question, name="question"),
    path(
        "settings/survey/questions/<int:question_id>/move/",
        settings_pages.move,
        name="question_move",
    ),
    path(
        "settings/survey/questions/<int:question_id>/remove/",
        settings_pages.remove,
        name="question_remove",
    ),
]
