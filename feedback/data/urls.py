"""Below /t/<slug>/settings/data/."""

from django.urls import path

from .pages import exports, front, imports

urlpatterns = [
    path("", front.front, name="data"),
    path("exports/<int:run_id>/file/", exports.export_file, name="export_file"),
    path("exports/<int:run_id>/delete/", exports.delete_export, name="export_delete"),
    path("tables/<slug:kind>.csv", exports.table, name="export_table"),
    path("imports/<int:run_id>/", imports.import_run, name="import_run"),
    path("imports/<int:run_id>/failing.csv", imports.failing, name="import_failing"),
    path("imports/<int:run_id>/take-over/", imports.take_over, name="import_take_over"),
    path("imports/<int:run_id>/put-aside/", imports.put_aside, name="import_put_aside"),
]
