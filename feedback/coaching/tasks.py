"""Doors for the worker: tasks take ids."""

from celery import shared_task

from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from .reading import batches


@shared_task(name=batches.TASK)
def read_chats(tenant_id: int) -> None:
    """What came up in chats that were finished since it was last asked."""
    tenant = Tenant.objects.filter(pk=tenant_id, is_active=True).first()
    if tenant is not None:
        with tenant_scope(tenant):
            batches.read_on(tenant)
