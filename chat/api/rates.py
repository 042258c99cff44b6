"""How often a token may ask, counted in Redis for all server processes together."""

import logging
import math
import time
from functools import cache
from typing import NamedTuple

from django.conf import settings
from limits import RateLimitItemPerMinute, parse
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
WRONG_TOKENS = parse("30/minute")
_wrong = FixedWindowRateLimiter(MemoryStorage())


class Rate(NamedTuple):
    """`reset_s`: seconds until the count begins anew."""

    limit: int
    remaining: int
    reset_s: int
    is_within: bool

    def headers(self) -> dict[str, str]:
        shown = {"Limit": self.limit, "Remaining": self.remaining, "Reset": self.reset_s}
        return {f"RateLimit-{name}": str(value) for name, value in shown.items()}


@cache
def _limiter() -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(storage_from_string(settings.REDIS_URL))


def count_request(tenant_id: int, token_id: int) -> Rate | None:
    """Counts one. None where Redis is away: better uncounted than not answered."""
    limit = RateLimitItemPerMinute(settings.API_REQUESTS_PER_MINUTE)
    key = ("api", str(tenant_id), str(token_id))
    try:
        is_within = _limiter().hit(limit, *key)
        left = _limiter().get_window_stats(limit, *key)
    except RedisError:
        logger.warning("Requests of token %d are not counted: Redis is away.", token_id)
        return None
    reset_s = max(1, math.ceil(left.reset_time - time.time()))
    return Rate(limit.amount, max(0, left.remaining), reset_s, is_within)


def wrong_token_wait(address: str) -> float:
    """0.0 and one counted, or the seconds until another token may be tried from there."""
    if _wrong.hit(WRONG_TOKENS, "api", address):
        return 0.0
    reset_at = _wrong.get_window_stats(WRONG_TOKENS, "api", address).reset_time
    return max(1.0, reset_at - time.time())


def forget_wrong_tokens() -> None:
    """Counts anew, as a server that starts does."""
    _wrong.storage.reset()
