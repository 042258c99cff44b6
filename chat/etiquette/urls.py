"""Below /t/<slug>/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("etiquette/", pages.checks, name="etiquette"),
    path("etiquette/words/", pages.words, name="etiquette_words"),
    path("house-rules/", pages.house_rules, name="house_rules"),
    path("house-rules/new/", pages.house_rule, name="house_rule_new"),
    path("house-rules/<int:house_rule_id>/", pages.house_rule, name="house_rule"),
    path(
        "house-rules/<int:house_rule_id>/delete/", pages.delete_house_rule, name="house_rule_delete"
    ),
]
