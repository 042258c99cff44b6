"""Below /t/<slug>/."""

from django.urls import path

from chat.mood import pages as mood

from . import routing, timing, work

urlpatterns = [
    path("settings/routing/", routing.routing, name="settings_routing"),
    path("settings/routing/rules/new/", routing.rule, name="rule_new"),
    path("settings/routing/rules/<int:rule_id>/", routing.rule, name="rule"),
    path("settings/routing/rules/<int:rule_id>/move/", routing.move_rule, name="rule_move"),
    path("settings/routing/rules/<int:rule_id>/delete/", routing.delete_rule, name="rule_delete"),
    path("settings/mood/", mood.mood, name="settings_mood"),
    path("settings/timing/", timing.timing, name="settings_timing"),
    path("settings/timing/words/", timing.words, name="settings_words"),
    path("people/<int:member_id>/work/", work.person_work, name="person_work"),
    path("me/work/", work.my_work, name="my_work"),
]
