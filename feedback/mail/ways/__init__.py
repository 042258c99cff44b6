"""The way out of the house that the installation has: EMAIL_BACKEND.

Each is a function `deliver(message, mail, ready) -> str`: it calls `ready()` at the last moment at
which nothing has left yet (it raises when the mail must not leave), and returns what the other side
calls the mail. Raises PutOff, TurnedDown or Unclear.
"""

from collections.abc import Callable
from types import ModuleType

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.utils.module_loading import import_string

from feedback.models import OutgoingMail

from . import plain, provider, smtp

Ready = Callable[[], None]


def deliver(message: EmailMultiAlternatives, mail: OutgoingMail, ready: Ready) -> str:
    return _way().deliver(message, mail, ready)


def _way() -> ModuleType:
    if settings.EMAIL_BACKEND.startswith("anymail."):
        return provider
    if issubclass(import_string(settings.EMAIL_BACKEND), SmtpBackend):
        return smtp
    return plain
