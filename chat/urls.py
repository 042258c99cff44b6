from django.urls import path

from . import console, doors, loader, widget
from .attachments import doors as attachments
from .attachments import serving
from .manners import pages as manners

urlpatterns = [
    path("widget.js", loader.loader, name="widget_loader"),
    path("widget/<slug:key>/", widget.frame, name="widget_frame"),
    path("widget/<slug:key>/config/", widget.config, name="widget_config"),
    path("widget/<slug:key>/frames/", doors.visitor_frames, name="visitor_frames"),
    path("t/<slug:slug>/inbox/", console.inbox, name="inbox"),
    path("t/<slug:slug>/inbox/<int:conversation>/", console.inbox, name="inbox_conversation"),
    path("t/<slug:slug>/push-worker.js", console.push_worker, name="push_worker"),
    path("t/<slug:slug>/frames/", doors.operator_frames, name="operator_frames"),
    path("widget/<slug:key>/files/", attachments.visitor_files, name="visitor_files"),
    path("widget/<slug:key>/files/<slug:token>/", attachments.visitor_file, name="visitor_file"),
    path("t/<slug:slug>/files/", attachments.operator_files, name="operator_files"),
    path("t/<slug:slug>/files/<slug:token>/", attachments.operator_file, name="operator_file"),
    path("widget/<slug:key>/words/", manners.words, name="widget_words"),
    path("t/<slug:slug>/manners/", manners.manners, name="manners"),
    path("files/<int:tenant_id>/<slug:token>/<str:name>", serving.file, name="file"),
]
