"""Doors for the worker: tasks take ids."""

from celery import shared_task

from . import scanning


@shared_task
def scan_attachment(tenant_id: int, attachment_id: int) -> None:
    scanning.scan(tenant_id, attachment_id)
