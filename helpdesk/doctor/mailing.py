"""Whether mail can leave."""

import smtplib
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection

from helpdesk.services.files import require_writable

from .place import Installation, Trouble


def mail(place: Installation) -> str:
    if "filebased" in settings.EMAIL_BACKEND:
        try:
            require_writable(Path(settings.EMAIL_FILE_PATH))
        except Exception as error:
            raise Trouble(str(error)) from None
        return f"kept as files in {settings.EMAIL_FILE_PATH}"
    if settings.EMAIL_PROVIDER:
        return _of_provider()
    try:
        get_connection().open()
    except (OSError, smtplib.SMTPException) as error:
        raise Trouble(f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}: {error}") from None
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} takes mail"


def _of_provider() -> str:
    try:
        get_connection()
    except ImproperlyConfigured as error:
        raise Trouble(str(error).strip()) from None
    hears = settings.ANYMAIL["WEBHOOK_SECRET"]
    bounces = "bounces are heard of" if hears else "bounces are not (no ANYMAIL_WEBHOOK_SECRET)"
    return f"given to {settings.EMAIL_PROVIDER}; {bounces}"
