"""How often something may happen, counted in Redis for all server processes together."""

from functools import cache

from django.conf import settings
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter


@cache
def _limiter() -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(storage_from_string(settings.REDIS_URL))


def within(cap: str, *what: object, cost: int = 1) -> bool:
    """Count one more of `what`, or `cost` more; False when `cap` (such as "5/day") is used up."""
    return _limiter().hit(parse(cap), *(str(part) for part in what), cost=cost)
