"""Any other backend of Django's: files in development, memory in tests. It tells nothing between
yes and an error, so that an error says nothing certain."""

from collections.abc import Callable

from django.core.mail import EmailMultiAlternatives

from feedback.mail.outcomes import Unclear
from feedback.models import OutgoingMail


def deliver(message: EmailMultiAlternatives, mail: OutgoingMail, ready: Callable[[], None]) -> str:
    ready()
    try:
        taken = message.send()
    except Exception as error:
        raise Unclear(type(error).__name__) from error
    if not taken:
        raise Unclear("not_taken")
    return message.extra_headers["Message-ID"]
