"""Doors for the worker: tasks take ids."""

from celery import shared_task

from feedback.mail.sending import send_soon


@shared_task
def send_mail(tenant_id: int, mail_id: int) -> None:
    """One due mail; returns at once, sending goes on in threads of its own."""
    send_soon(tenant_id, mail_id)
