"""What workers are told: a hint, as every push is. The row is the job; without the broker whoever
looks at the rows next finds it there."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerError

logger = logging.getLogger(__name__)


def tell_worker(task: str, *arguments: object) -> bool:
    """At once: call with ids, the tenant's first. False where the broker did not take it."""
    try:
        current_app.send_task(task, list(arguments), retry=False)
    except BrokerError as error:
        logger.warning("no worker was told of %s: %s", task, type(error).__name__)
        return False
    return True


def tell_worker_on_commit(task: str, *arguments: object) -> None:
    """Once what happened is stored, and not at all if it is not."""
    transaction.on_commit(partial(tell_worker, task, *arguments), robust=True)
