import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.ordinary.settings")
http = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402  (apps are ready now)
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

from .consumers import OperatorConsumer, VisitorConsumer  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": URLRouter(
            [
                path("visitor/<slug:token>/", VisitorConsumer.as_asgi()),
                path("operator/", AuthMiddlewareStack(OperatorConsumer.as_asgi())),
            ]
        ),
    }
)
