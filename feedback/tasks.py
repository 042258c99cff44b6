"""Doors for the worker: tasks take ids."""

from celery import shared_task

from feedback.mail.sending import send_soon
from feedback.privacy import retention
from feedback.promises.due import call_many
from helpdesk.tenancy import tenant_scope
from tenants.at_work import act_for
from tenants.models import Tenant


@shared_task
def send_mail(tenant_id: int, mail_id: int) -> None:
    """One due mail; returns at once, sending goes on in threads of its own."""
    send_soon(tenant_id, mail_id)


@shared_task
def call_for_promises(tenant_id: int) -> None:
    """More promises fell due than one look at the company calls for."""
    act_for(tenant_id, call_many, in_practice=True)


@shared_task
def forget_old(tenant_id: int) -> None:
    """What is older than the company keeps it."""
    tenant = Tenant.objects.real().filter(pk=tenant_id).first()
    if tenant is not None:
        with tenant_scope(tenant):
            retention.forget_old(tenant)
