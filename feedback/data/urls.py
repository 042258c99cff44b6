"""Below /t/<slug>/settings/data/."""

from django.urls import path

from .pages import exports, front, imports

urlpatterns = [
    path("", front.front, name="data"),
    path("exports/<int:export_id>/file/", exports.export_file, name="export_file"),
    path("exports/<int:export_id>/delete/", exports.delete_export, name="export_delete"),
    path("tables/<slug:table_name>.csv", exports.table, name="export_table"),
    path("imports/<int:import_id>/", imports.import_run, name="import_run"),
    path("imports/<int:import_id>/failing.csv", imports.failing, name="import_failing"),
    path("imports/<int:import_id>/take-over/", imports.take_over, name="import_take_over"),
    path("imports/<int:import_id>/put-aside/", imports.put_aside, name="import_put_aside"),
]
