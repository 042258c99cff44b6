from django.urls import path

from . import console, doors, widget

urlpatterns = [
    path("widget.js", widget.loader, name="widget_loader"),
    path("widget/<slug:key>/", widget.frame, name="widget_frame"),
    path("widget/<slug:key>/config/", widget.config, name="widget_config"),
    path("widget/<slug:key>/frames/", doors.visitor_frames, name="visitor_frames"),
    path("t/<slug:slug>/inbox/", console.inbox, name="inbox"),
    path("t/<slug:slug>/inbox/<int:conversation>/", console.inbox, name="inbox_conversation"),
    path("t/<slug:slug>/frames/", doors.operator_frames, name="operator_frames"),
]
