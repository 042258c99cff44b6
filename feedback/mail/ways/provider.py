"""A provider's API, by django-anymail. An answer is definite; no answer is not."""

from collections.abc import Callable

from anymail.exceptions import (
    AnymailAPIError,
    AnymailRecipientsRefused,
    AnymailUnsupportedFeature,
)
from django.core.mail import EmailMultiAlternatives, get_connection
from requests import ConnectionError as ConnectionFailed
from requests import ConnectTimeout
from urllib3.exceptions import NewConnectionError

from feedback.mail.outcomes import PutOff, TurnedDown, Unclear
from feedback.models import OutgoingMail

TAKEN = frozenset({"sent", "queued"})
NOT_NOW = frozenset({401, 403, 408, 429, 503})  # the key may be mended, the limit goes by


def deliver(message: EmailMultiAlternatives, mail: OutgoingMail, ready: Callable[[], None]) -> str:
    ready()
    try:
        _send(message, mail)
    except AnymailRecipientsRefused as error:
        raise TurnedDown("provider refused", bounced=True) from error
    except AnymailAPIError as error:
        raise _told(error) from error
    except AnymailUnsupportedFeature as error:
        raise TurnedDown("provider unsupported") from error
    except Exception as error:
        raise Unclear(f"provider {type(error).__name__}") from error
    told = message.anymail_status  # type: ignore[attr-defined]
    if not told.status or not told.status & TAKEN:
        raise Unclear("provider status")
    return str(told.message_id or "")[:200]


def _send(message: EmailMultiAlternatives, mail: OutgoingMail) -> None:
    """Webhooks say by the metadata, or where there is none by a tag, which mail they are about."""
    message.metadata = {"tenant": str(mail.tenant_id), "mail": str(mail.pk)}  # type: ignore
    try:
        get_connection().send_messages([message])
    except AnymailUnsupportedFeature:  # found before anything is sent
        del message.metadata  # type: ignore[attr-defined]
        message.tags = [f"mail-{mail.tenant_id}-{mail.pk}"]  # type: ignore[attr-defined]
        get_connection().send_messages([message])


def _told(error: AnymailAPIError) -> Exception:
    status = error.status_code
    if status is None:
        never_left = isinstance(error, ConnectTimeout) or _was_not_reached(error)
        kind = PutOff if never_left else Unclear
        return kind(f"provider {type(error.__cause__ or error).__name__}")
    problem = f"provider {status}"
    if status in NOT_NOW:
        return PutOff(problem)
    return TurnedDown(problem) if 400 <= status < 500 else Unclear(problem)


def _was_not_reached(error: AnymailAPIError) -> bool:
    cause = error.__cause__
    if not isinstance(cause, ConnectionFailed) or not cause.args:
        return False
    return isinstance(getattr(cause.args[0], "reason", None), NewConnectionError)
