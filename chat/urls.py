from django.urls import path

from . import doors

urlpatterns = [
    path("widget/<str:key>/frames/", doors.visitor_frames, name="visitor_frames"),
    path("t/<slug:slug>/frames/", doors.operator_frames, name="operator_frames"),
]
