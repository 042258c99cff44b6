"""Background work: PostgreSQL holds every job as a row, Celery carries only ids.

Nothing here is scheduled for later (no ETA, no countdown): what is due is a column of a row, and
beat sends a relay to look.
"""

import os
import time
from typing import Any

from celery import Celery
from celery.signals import after_task_publish, beat_init, before_task_publish, setup_logging
from kombu import Exchange, Queue

from helpdesk.vitals import BEAT_EVERY_S, note_alive

HEARTBEAT_EXPIRES_S = 2 * BEAT_EVERY_S
RELAY_EVERY_S = 2.0
LEAVING_EVERY_S = 600.0
TOLD_AT = "told_at"  # a header of every task: when a worker was told

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")

app = Celery("helpdesk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.add_defaults(
    {
        # Straight to the queue: a binding kept in Redis would be lost when Redis is emptied.
        "task_queues": [Queue("celery", Exchange(""), routing_key="celery")],
        "task_default_exchange": "",
        "broker_connection_max_retries": None,
        "worker_cancel_long_running_tasks_on_connection_loss": True,  # none acknowledges late
        "broker_transport_options": {
            "socket_keepalive": True,
            "health_check_interval": 10,
            # Whoever tells a worker something waits no longer than this for a machine that is
            # gone: tries of Kombu's own took six seconds each time (helpdesk.hints).
            "socket_connect_timeout": 2,
            "socket_timeout": 3,
            "max_retries": 0,
        },
        "beat_max_loop_interval": RELAY_EVERY_S,
        "imports": ("helpdesk.watch.working", "helpdesk.watch.clocks"),
    }
)
app.autodiscover_tasks()


@app.on_after_finalize.connect
def schedule(sender: Celery, **_: Any) -> None:
    """What beat sends, and how often."""
    from chat.tasks import relay
    from helpdesk.tasks import heartbeat
    from tenants.tasks import erase_companies

    sender.add_periodic_task(RELAY_EVERY_S, relay.s(), expires=2 * RELAY_EVERY_S)
    sender.add_periodic_task(BEAT_EVERY_S, heartbeat.s(), expires=HEARTBEAT_EXPIRES_S)
    sender.add_periodic_task(LEAVING_EVERY_S, erase_companies.s(), expires=LEAVING_EVERY_S)


@setup_logging.connect
def keep_our_logging(**_: Any) -> None:
    """That somebody listens is enough: worker and beat log as the settings say, like web does."""


@before_task_publish.connect
def note_when(headers: dict[str, Any], **_: Any) -> None:
    """For whoever wants to know how long a task was under way (helpdesk.watch.working)."""
    headers[TOLD_AT] = time.time()


@beat_init.connect
def announce_beat(**_: Any) -> None:
    """In beat alone: whatever it publishes shows that it lives. The first goes out at once."""
    from helpdesk.tasks import heartbeat

    after_task_publish.connect(lambda **_: note_alive("beat"), weak=False)
    heartbeat.apply_async(expires=HEARTBEAT_EXPIRES_S)
