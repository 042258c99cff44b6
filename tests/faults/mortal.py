"""Workers that die when they come to a step: `python -m tests.faults.mortal`.

Each line read names a step of STEPS, or none; it is answered by the process id of a Celery worker,
forked from this process, that is killed as by `kill -9` when it gets there. The steps of a mail are
those of tests/mail/sender.py.
"""

import gc
import importlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.mail import sender


class Place(NamedTuple):
    """Before or after a function; `only_if` it has done something, as its answer says."""

    module: str
    function: str
    is_after: bool = True
    only_if: bool = False


STEPS: dict[str, Place | str] = {
    "a company is due": Place("chat.agenda", "claim", is_after=False),
    "a company is claimed": Place("chat.agenda", "claim", only_if=True),
    "chats are about to be given": Place("chat.tending", "dispatch", is_after=False),
    "a chat is given, not committed": Place("chat.queue.dispatch", "append"),
    "chats are given": Place("chat.tending", "dispatch", only_if=True),
    "a step of a silence, not committed": Place("chat.actions.steps", "append"),
    "a step of a silence": Place("chat.tending", "take_due_step", only_if=True),
    "mails are handed to workers": Place("feedback.mail.relay", "tell_worker", only_if=True),
    "the next look is about to be set": Place("chat.agenda", "set_next", is_after=False),
    "the next look is set": Place("chat.agenda", "set_next"),
} | {f"a mail: {step.replace('_', ' ')}": step for step in sender.STEPS}

WORKER = "worker -l WARNING --pool threads --concurrency 2".split()
ALONE = "--without-gossip --without-mingle --without-heartbeat".split()


def arm(step: str) -> None:
    place = STEPS[step]
    if isinstance(place, str):
        sender.arm(place)
        return
    module = importlib.import_module(place.module)
    works = getattr(module, place.function)
    armed = _and_die(works, place.only_if) if place.is_after else sender.die
    setattr(module, place.function, armed)


def _and_die(works: Callable[..., Any], only_if: bool) -> Callable[..., Any]:
    def working(*arguments: Any, **named: Any) -> Any:
        done = works(*arguments, **named)
        if done or not only_if:
            sender.die()
        return done

    return working


def fork(app: Any, step: str) -> int:
    """The id of the worker, which does not come back here."""
    if child := os.fork():
        return child
    os.setsid()
    if step:
        arm(step)
    try:
        app.worker_main(["--quiet", *WORKER, *ALONE])
    finally:
        os._exit(1)


def main() -> None:
    import django

    from helpdesk.celery import app

    django.setup()
    app.loader.import_default_modules()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    gc.freeze()
    print("ready", flush=True)
    for line in sys.stdin:
        print(fork(app, line.strip()), flush=True)


if __name__ == "__main__":
    main()
