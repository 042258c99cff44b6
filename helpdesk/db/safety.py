import logging

from django.db import OperationalError, connection

logger = logging.getLogger(__name__)


def refuse_unsafe_role() -> None:
    """At start-up: raises ImproperlyConfigured when the serving role would not be bound by
    row-level security. A database that is not there yet is checked on the first connection."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        logger.warning("database out of reach at start-up: %s", type(error).__name__)
    finally:
        connection.close()
