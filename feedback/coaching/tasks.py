"""Doors for the worker: tasks take ids."""

from celery import shared_task

from tenants.at_work import act_for

from .reading import batches


@shared_task(name=batches.TASK)
def read_chats(tenant_id: int) -> None:
    """What came up in chats that were finished since it was last asked."""
    act_for(tenant_id, batches.read_on)
