"""Chromium's own trace of a visit, for a browser's tools and for the longest task in it.

Counted is the processor's time of the main thread of pages: what else runs on this machine does not
lengthen it, as it does the tasks a page is told of.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

CATEGORIES = ["toplevel", "devtools.timeline"]
TASK, MAIN = "RunTask", "CrRendererMain"


class Trace:
    """`with Trace(browser, file) as trace: ...`, afterwards `trace.longest_ms`."""

    def __init__(self, browser: Browser, file: Path) -> None:
        self._browser, self._file = browser, file
        self.longest_ms = 0.0

    def __enter__(self) -> "Trace":
        self._browser.start_tracing(path=self._file, categories=CATEGORIES)
        return self

    def __exit__(self, *_: object) -> None:
        self._browser.stop_tracing()
        self.longest_ms = longest_ms(json.loads(self._file.read_bytes())["traceEvents"])


def longest_ms(events: list[dict[str, Any]]) -> float:
    """The longest task of the main thread of any page. Raises ValueError when there is none."""
    pages = {_thread(event) for event in events if _is_main(event)}
    tasks = (e for e in events if e.get("ph") == "X" and e["name"].endswith(TASK))
    return max(_cpu_ms(task for task in tasks if _thread(task) in pages))


def _cpu_ms(tasks: Iterable[dict[str, Any]]) -> list[float]:
    return [task["tdur"] / 1000 for task in tasks if "tdur" in task]


def _thread(event: dict[str, Any]) -> tuple[int, int]:
    return event["pid"], event["tid"]


def _is_main(event: dict[str, Any]) -> bool:
    return event["name"] == "thread_name" and event["args"]["name"] == MAIN
