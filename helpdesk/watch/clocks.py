"""Each worker tells what time it is there, when the doctor asks (`helpdesk.doctor`)."""

import time
from typing import Any

from celery.worker.control import inspect_command


@inspect_command()
def wall_clock(state: Any) -> dict[str, float]:
    return {"now": time.time()}
