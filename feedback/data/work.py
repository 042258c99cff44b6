"""Long work on files, in one thread of its own: a large file holds up no chat, and no other file's
memory is added to its own."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache

from celery.signals import worker_shutting_down
from django.db import connection

from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

logger = logging.getLogger(__name__)

Work = Callable[[int], None]


@cache
def _thread() -> ThreadPoolExecutor:
    thread = ThreadPoolExecutor(1, "data")
    worker_shutting_down.connect(
        lambda **_: thread.shutdown(wait=False, cancel_futures=True), weak=False
    )
    return thread


def soon(work: Work, tenant_id: int, number: int) -> Future[None]:
    return _thread().submit(_in_thread, work, tenant_id, number)


def _in_thread(work: Work, tenant_id: int, number: int) -> None:
    try:
        do(work, tenant_id, number)
    except Exception as error:  # its claim ends by itself, and another try follows
        logger.error("%s %s: %s", work.__name__, number, type(error).__name__, exc_info=error)
    finally:
        connection.close()


def do(work: Work, tenant_id: int, number: int) -> None:
    """`work(number)` inside the company's scope, while the company is there."""
    tenant = Tenant.objects.real().filter(pk=tenant_id, is_active=True).first()
    if tenant is not None:
        with tenant_scope(tenant):
            work(number)
