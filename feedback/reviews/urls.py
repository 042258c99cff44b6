"""Below /t/<slug>/reviews/."""

from django.urls import path

from .pages import calibrations, chats, lists, rules, scorecards, sheet

urlpatterns = [
    path("", lists.reviews, name="reviews"),
    path("next/", lists.take_next, name="review_next"),
    path("<int:task_id>/", sheet.review, name="review"),
    path("rules/", rules.rules, name="review_rules"),
    path("chats/", chats.chats, name="review_chats"),
    path("chats/<int:score_id>/pick/", chats.pick_chat, name="review_pick"),
    path("chats/<int:score_id>/calibrate/", calibrations.start, name="calibration_start"),
    path("scorecards/", scorecards.scorecards, name="scorecards"),
    path("scorecards/<int:card_id>/", scorecards.scorecard, name="scorecard"),
    path("calibrations/", calibrations.calibrations, name="calibrations"),
    path("calibrations/<int:calibration_id>/", calibrations.calibration, name="calibration"),
]
