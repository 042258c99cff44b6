"""A web process that was told to stop is gone in time, whatever a thread of it is waiting for."""

import subprocess
import sys
import time

# A view that waits for a lock in PostgreSQL looks like this from here: nobody can call it off.
AT_WORK = """
import asyncio, time
from concurrent.futures import ThreadPoolExecutor
from helpdesk import draining

draining.BEYOND_S = {beyond_s}
threads = ThreadPoolExecutor(1)
for _ in range({pieces}):
    threads.submit(time.sleep, {seconds})
asyncio.run(draining.drain(0.2, lambda: None, lambda: False))
"""


def left_after(**work: float) -> tuple[int, float, str]:
    """(status, seconds, what it said)"""
    began = time.monotonic()
    argv = [sys.executable, "-c", AT_WORK.format(**work)]
    done = subprocess.run(argv, check=False, capture_output=True, text=True, timeout=20)
    return done.returncode, time.monotonic() - began, done.stderr


def test_it_waits_for_what_ends_soon():
    status, _, said = left_after(pieces=1, seconds=0.3, beyond_s=10)
    assert (status, said) == (0, "")


def test_and_not_for_what_does_not():
    status, took_s, said = left_after(pieces=1000, seconds=15, beyond_s=0.5)
    assert status == 0 and took_s < 10
    assert "left what was still under way" in said
