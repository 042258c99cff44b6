"""Doors for the worker: tasks take ids."""

from celery import shared_task

from .leaving import erasing


@shared_task
def erase_companies() -> None:
    """Sent by beat every ten minutes: each company whose time is up is a task of its own."""
    for tenant_id in erasing.due():
        erase_company.delay(tenant_id)


@shared_task
def erase_company(tenant_id: int) -> None:
    erasing.erase_company(tenant_id)
