"""Mail to people of the company themselves: sent while they wait, and they are told how it went."""

from smtplib import SMTPException

from anymail.exceptions import AnymailError
from django.core.mail import EmailMessage


def went_out(message: EmailMessage) -> bool:
    """False where the mail server did not take it."""
    try:
        return message.send() == 1
    except (OSError, SMTPException, AnymailError):
        return False
