"""Doors for the worker: tasks take ids."""

from celery import shared_task

from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from . import work
from .digest.sending import send_due


@shared_task
def go_on_with_import(tenant_id: int, run_id: int) -> None:
    """Returns at once; the work goes on in a thread of its own."""
    work.imports.soon(tenant_id, run_id)


@shared_task
def write_export(tenant_id: int, run_id: int) -> None:
    """Returns at once, too."""
    work.exports.soon(tenant_id, run_id)


@shared_task
def send_digests(tenant_id: int) -> None:
    tenant = Tenant.objects.real().filter(pk=tenant_id, is_active=True).first()
    if tenant is not None:
        with tenant_scope(tenant):
            send_due(tenant)
