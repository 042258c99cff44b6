"""Below /t/<slug>/settings/data/."""

from django.urls import path

from .pages import front, imports

urlpatterns = [
    path("", front.front, name="data"),
    path("imports/<int:run_id>/", imports.import_run, name="import_run"),
    path("imports/<int:run_id>/failing.csv", imports.failing, name="import_failing"),
    path("imports/<int:run_id>/take-over/", imports.take_over, name="import_take_over"),
    path("imports/<int:run_id>/put-aside/", imports.put_aside, name="import_put_aside"),
]
