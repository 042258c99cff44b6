"""Below /t/<slug>/."""

from django.urls import path

from . import pages, team_pages

urlpatterns = [
    path("practice/", pages.practice, name="practice"),
    path("practice/go-on/", pages.go_on, name="practice_go_on"),
    path("practice/start/<slug:key>/", pages.begin, name="practice_start"),
    path("practice/runs/<int:run_id>/", pages.run, name="practice_run"),
    path("practice/runs/<int:run_id>/end/", pages.end, name="practice_end"),
    path("practice/runs/<int:run_id>/review/", pages.review, name="practice_review"),
    path("practice/team/", team_pages.team, name="practice_team"),
    path("practice/people/<int:member_id>/", team_pages.require, name="practice_require"),
    path("practice/newcomers/", team_pages.newcomers, name="practice_newcomers"),
    path("practice/scenarios/", team_pages.own, name="practice_scenarios"),
    path("practice/scenarios/new/", team_pages.scenario, name="practice_scenario_new"),
    path("practice/scenarios/<int:scenario_id>/", team_pages.scenario, name="practice_scenario"),
    path(
        "practice/scenarios/<int:scenario_id>/put-away/",
        team_pages.put_away,
        name="practice_put_away",
    ),
]
