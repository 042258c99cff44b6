from channels.auth import AuthMiddlewareStack
from django.urls import re_path

from .consumers import OperatorSocket, VisitorSocket

websocket_urlpatterns = [
    re_path(r"^ws/widget/(?P<key>[^/]+)/$", VisitorSocket.as_asgi()),
    re_path(r"^ws/t/(?P<slug>[^/]+)/$", AuthMiddlewareStack(OperatorSocket.as_asgi())),
]
