from channels.auth import AuthMiddlewareStack
from django.urls import re_path

from .consumers import OperatorSocket, VisitorSocket

websocket_urlpatterns = [
    re_path(r"^ws/widget/(?P<key>[-\w]+)/$", VisitorSocket.as_asgi()),
    re_path(r"^ws/t/(?P<slug>[-\w]+)/$", AuthMiddlewareStack(OperatorSocket.as_asgi())),
]
