from django.urls import path

from . import doors

urlpatterns = [
    path("transcript/<slug:key>/", doors.ask, name="transcript_ask"),
    path("transcript/<slug:key>/<str:token>/", doors.page, name="transcript"),
    path(
        "t/<slug:slug>/transcripts/<int:conversation>/",
        doors.operators_copy,
        name="operators_transcript",
    ),
]
