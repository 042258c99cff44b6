from django.apps import AppConfig
from django.conf import settings

from helpdesk.watch import sentry


class HelpdeskConfig(AppConfig):
    name = "helpdesk"

    def ready(self) -> None:
        if settings.SENTRY_DSN:
            sentry.begin(settings.SENTRY_DSN, environment=settings.SENTRY_ENVIRONMENT)
