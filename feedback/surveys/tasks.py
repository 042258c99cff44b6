"""Doors for the worker: tasks take ids."""

from celery import shared_task

from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from . import alerts


@shared_task(name=alerts.TASK)
def push_low_rating(tenant_id: int, rating_id: int) -> None:
    tenant = Tenant.objects.real().filter(pk=tenant_id, is_active=True).first()
    if tenant is not None:
        with tenant_scope(tenant):
            alerts.wake_overseers(tenant, rating_id)
