import logging

from django.apps import AppConfig
from django.conf import settings

from helpdesk.watch import sentry


class HelpdeskConfig(AppConfig):
    name = "helpdesk"

    def ready(self) -> None:
        logging.captureWarnings(settings.LOG_FORMAT == "json")  # a line that is no object, else
        if settings.SENTRY_DSN:
            sentry.begin(settings.SENTRY_DSN, environment=settings.SENTRY_ENVIRONMENT)
