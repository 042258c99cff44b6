from django.urls import path

from . import console, doors, widget

urlpatterns = [
    path("widget.js", widget.loader, name="widget_loader"),
    path("widget/<str:key>/", widget.frame, name="widget_frame"),
    path("widget/<str:key>/config/", widget.config, name="widget_config"),
    path("widget/<str:key>/frames/", doors.visitor_frames, name="visitor_frames"),
    path("t/<slug:slug>/inbox/", console.inbox, name="inbox"),
    path("t/<slug:slug>/inbox/<int:conversation>/", console.inbox, name="inbox_conversation"),
    path("t/<slug:slug>/frames/", doors.operator_frames, name="operator_frames"),
]
