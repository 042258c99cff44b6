"""Limits by network address and by token, kept in this process's memory for as long as the window
lasts; no address is stored."""

import time

from django.conf import settings
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_limiter = MovingWindowRateLimiter(MemoryStorage())
FRAMES = parse("60/10 seconds")
SLOWED = parse("3/30 seconds")
TOLD = parse("60/minute")
UPLOADS = parse("60/hour")
UPLOADS_OF_AN_ADDRESS = parse("300/hour")


def new_visitor_wait(address: str) -> float:
    """0.0 and one counted, or the seconds until another new visitor may come from there."""
    return _wait(parse(f"{settings.NEW_VISITORS_PER_HOUR}/hour"), "visitor", address)


def frames_wait(key: str) -> float:
    """The same for requests to the HTTP door, by token or member."""
    return _wait(FRAMES, "frames", key)


def uploads_wait(owner: str, address: str = "") -> float:
    """The same for files that come in."""
    if address and (wait := _wait(UPLOADS_OF_AN_ADDRESS, "uploads from", address)) > 0:
        return wait
    return _wait(UPLOADS, "uploads", owner)


def slowed_wait(key: str) -> float:
    """The same for messages of a visitor who was warned, by visitor."""
    return _wait(SLOWED, "slowed", key)


def told_wait(key: str) -> float:
    """The same for what a page says of its visitor, by visitor."""
    return _wait(TOLD, "told", key)


def _wait(limit: object, *key: str) -> float:
    if _limiter.hit(limit, *key):  # type: ignore[arg-type]
        return 0.0
    reset_at = _limiter.get_window_stats(limit, *key).reset_time  # type: ignore[arg-type]
    return max(1.0, reset_at - time.time())
