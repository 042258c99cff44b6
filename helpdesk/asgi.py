import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
http = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import get_resolver  # noqa: E402  (apps are ready now)

from chat.leaving import send_everybody_elsewhere  # noqa: E402
from chat.routing import websocket_urlpatterns  # noqa: E402
from helpdesk import draining  # noqa: E402
from helpdesk.db.safety import refuse_unsafe_role  # noqa: E402
from helpdesk.heads import HeadWithoutBody  # noqa: E402
from helpdesk.sockets import UnknownSocket  # noqa: E402
from helpdesk.watch.answering import Watched  # noqa: E402

refuse_unsafe_role()
get_resolver().url_patterns  # noqa: B018  (else the first request loads all views)
draining.before_leaving(send_everybody_elsewhere)

application = Watched(
    ProtocolTypeRouter(
        {
            "http": HeadWithoutBody(http),
            "websocket": UnknownSocket(URLRouter(websocket_urlpatterns)),
        }
    )
)
