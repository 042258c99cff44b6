"""Who may read metrics."""

import hmac

from django.conf import settings


def is_known(authorization: str) -> bool:
    """Whether this header shows METRICS_TOKEN; in a time that tells nothing of it."""
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    shown = hmac.compare_digest(authorization.encode(), wanted.encode())
    return bool(settings.METRICS_TOKEN) and shown
