"""The Django project. Tasks anywhere are registered with the one Celery application."""

from helpdesk.celery import app as celery_app

__all__ = ["celery_app"]
