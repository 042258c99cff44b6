"""Doors for the worker: tasks take ids."""

from celery import shared_task

from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from . import counting, tending


@shared_task(name=tending.TASK)
def count_chats(tenant_id: int) -> None:
    """What changed since it was last asked."""
    tenant = Tenant.objects.real().filter(pk=tenant_id, is_active=True).first()
    if tenant is not None:
        with tenant_scope(tenant):
            counting.count(tenant)
