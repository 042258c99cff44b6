"""Below /t/<slug>/reports/."""

from django.urls import path

from . import live_pages, pages

urlpatterns = [
    path("", pages.report, name="reports"),
    path("live/", live_pages.wall, name="reports_live"),
    path("live/now/", live_pages.now, name="reports_live_now"),
    path("<slug:part>/", pages.report, name="report"),
    path("<slug:part>/<slug:name>.csv", pages.table, name="report_table"),
]
