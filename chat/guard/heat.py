"""Whether a company's chat runs hot: how many new visitors and messages it had within a minute,
from everywhere, in all processes. Counted here and added up in Redis once a second."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from time import monotonic

from django.conf import settings
from redis.exceptions import RedisError

from tenants.caps import within

logger = logging.getLogger(__name__)

ADDED_UP_EVERY_S = 1.0
STAYS_HOT_S = 60.0


class Heat:
    """Of one kind of event. Cheap: a message that finds it cold costs no question to anybody."""

    def __init__(self, what: str, most: Callable[[], int]) -> None:
        """`most`: so many within a minute are usual."""
        self._what, self._most = what, most
        self._counted: defaultdict[int, int] = defaultdict(int)
        self._added_up_at: dict[int, float] = {}
        self._hot_until: dict[int, float] = {}

    def felt(self, tenant_id: int) -> bool:
        """Counts one more, and says whether it is hot. Call on the event loop."""
        self._counted[tenant_id] += 1
        now = monotonic()
        if now - self._added_up_at.get(tenant_id, -ADDED_UP_EVERY_S) >= ADDED_UP_EVERY_S:
            self._added_up_at[tenant_id] = now
            asyncio.get_running_loop().run_in_executor(None, self.add_up, tenant_id)
        return now < self._hot_until.get(tenant_id, 0.0)

    def add_up(self, tenant_id: int) -> None:
        """Without Redis nobody is kept from writing."""
        count = self._counted.pop(tenant_id, 0)
        try:
            is_usual = within(f"{self._most()}/minute", "guard", self._what, tenant_id, cost=count)
        except RedisError as error:
            logger.warning("heat is not counted: %s", type(error).__name__)
            return
        if not is_usual:
            self._hot_until[tenant_id] = monotonic() + STAYS_HOT_S

    def forget(self) -> None:
        """As if nothing had happened yet, in this process."""
        self._counted.clear()
        self._added_up_at.clear()
        self._hot_until.clear()


visitors = Heat("visitors", lambda: settings.USUAL_NEW_VISITORS_PER_MINUTE)
messages = Heat("messages", lambda: settings.USUAL_MESSAGES_PER_MINUTE)
