"""The secret by which a company's service knows that it is we who ask: shown once, kept sealed."""

from helpdesk import sealing, signing
from tenants.audit import record

from .models import Bot
from .service import ServiceFailed

SEALED = b"helpdesk bot service secret"


def new_secret(bot: Bot) -> str:
    """Sets it; saving is the caller's part. It cannot be read again."""
    secret = signing.new_secret()
    bot.service_secret = sealing.seal(secret, SEALED)
    record("key.renewed", target="bot")
    return secret


def secret_of(bot: Bot) -> str:
    """Raises ServiceFailed where there is none, or none that can still be read."""
    if bot.service_secret is None:
        raise ServiceFailed("forbidden")
    try:
        return sealing.unseal(bot.service_secret, SEALED)
    except sealing.CannotOpen:
        raise ServiceFailed("forbidden") from None
