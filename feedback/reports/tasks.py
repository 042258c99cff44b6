"""Doors for the worker: tasks take ids."""

from celery import shared_task

from tenants.at_work import act_for

from . import counting, tending


@shared_task(name=tending.TASK)
def count_chats(tenant_id: int) -> None:
    """What changed since it was last asked."""
    act_for(tenant_id, counting.count)
