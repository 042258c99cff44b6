"""Tasks of the project itself."""

from celery import shared_task

from helpdesk.vitals import note_alive


@shared_task
def heartbeat() -> None:
    """Sent by beat, run by a worker: when it leaves a trace, both of them and Redis work."""
    note_alive("worker")
