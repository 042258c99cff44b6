"""Doors for the worker: tasks take ids."""

from celery import shared_task

from . import work
from .exports import writing
from .imports.going_on import go_on


@shared_task
def go_on_with_import(tenant_id: int, run_id: int) -> None:
    """Returns at once; the work goes on in a thread of its own."""
    work.soon(go_on, tenant_id, run_id)


@shared_task
def write_export(tenant_id: int, run_id: int) -> None:
    """Returns at once, too."""
    work.soon(writing.write_export, tenant_id, run_id)
