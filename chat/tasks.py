"""Doors for the worker: tasks take ids."""

from celery import shared_task

from . import agenda
from .tending import tend

COMPANIES_AT_ONCE = 100


@shared_task
def relay() -> None:
    """Sent by beat every other second: looks at every company that is due."""
    for tenant_id in agenda.claim(COMPANIES_AT_ONCE):
        tend_company.delay(tenant_id)


@shared_task
def tend_company(tenant_id: int) -> None:
    tend(tenant_id)
