"""Below /m/<key>/: what links in mails lead to."""

from django.urls import path

from . import solved, way_back

urlpatterns = [
    path("back/<str:token>/", way_back.back, name="way_back"),
    path("solved/<str:token>/", solved.solved, name="solved"),
]
