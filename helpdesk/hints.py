"""What workers are told: a hint, as every push is. The row is the job; without the broker whoever
looks at the rows next finds it there."""

import logging
import time
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerError

logger = logging.getLogger(__name__)

REST_S = 5.0
_rests_until = 0.0


def tell_worker(task: str, *arguments: object) -> bool:
    """At once: call with ids, the tenant's first. False where the broker did not take it.

    It is not asked again for a while then: a chat that begins must not wait for a broker that is
    away, and all that begin at once would wait for it one after another."""
    global _rests_until
    if time.monotonic() < _rests_until:
        return False
    try:
        current_app.send_task(task, list(arguments), retry=False)
    except BrokerError as error:
        _rests_until = time.monotonic() + REST_S
        logger.warning("no worker was told of %s: %s", task, type(error).__name__)
        return False
    return True


def forget_trouble() -> None:
    """Ask the broker again, whatever it was a moment ago."""
    global _rests_until
    _rests_until = 0.0


def tell_worker_on_commit(task: str, *arguments: object) -> None:
    """Once what happened is stored, and not at all if it is not."""
    transaction.on_commit(partial(tell_worker, task, *arguments), robust=True)
