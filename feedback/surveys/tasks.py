"""Doors for the worker: tasks take ids."""

from celery import shared_task

from tenants.at_work import act_for

from . import alerts


@shared_task(name=alerts.TASK)
def push_low_rating(tenant_id: int, rating_id: int) -> None:
    act_for(tenant_id, alerts.wake_overseers, rating_id)
