"""The worker's part: chats into a sealed file, a few hundred at a time."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils import translation

from feedback.models import ExportRun
from helpdesk.files import BYTE_ORDER_MARK, csv_lines
from helpdesk.sealed_files import keep_sealed

from . import asking
from .chats import chats_in

Chats = Iterable[dict[str, Any]]
COLUMNS = (
    "chat", "status", "priority", "department", "operator", "visitor", "language", "page",
    "began_at", "assigned_at", "closed_at", "tags", "rating", "scale", "seq", "at", "kind",
    "author", "name", "body", "files",
)  # fmt: skip


def write_export(run_id: int) -> None:
    """Call inside the company's scope, outside a transaction."""
    run = asking.claim(run_id)
    if run is None:
        return
    if not run.by.may("export"):
        asking.fail(run)
        return
    rows = asking.chosen(run, run.by.tenant)
    asking.tell_progress(run, total=rows.count())
    chats = chats_in(rows, lambda count: asking.tell_progress(run, chats=count))
    with translation.override(run.language):
        pieces = (text.encode() for text in WRITTEN[run.format](chats))
        size = keep_sealed(asking.path_of(run), pieces, asking.USE)
    asking.finish(run, size)


def as_json(chats: Chats) -> Iterator[str]:
    """An array, an object in each line."""
    between = "[\n"
    for chat in chats:
        yield between + json.dumps(chat, ensure_ascii=False)
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def as_csv(chats: Chats) -> Iterator[str]:
    """A line for each line of a log, what the chat was before each; so no cell grows too long for
    a spreadsheet."""
    yield BYTE_ORDER_MARK
    yield from csv_lines([COLUMNS])
    for chat in chats:
        yield "".join(csv_lines(_rows(chat)))


def _rows(chat: dict[str, Any]) -> Iterator[list[Any]]:
    rating = chat["rating"] or {"score": None, "scale": None}
    before = [
        chat["id"], chat["status"], chat["priority"], chat["department"], chat["operator"],
        chat["visitor"]["name"], chat["visitor"]["language"], chat["page"]["url"],
        chat["began_at"], chat["assigned_at"], chat["closed_at"], ", ".join(chat["tags"]),
        rating["score"], rating["scale"],
    ]  # fmt: skip
    for entry in chat["entries"]:
        said = [entry[name] for name in ("seq", "at", "kind", "author", "name", "body")]
        yield [*before, *said, ", ".join(entry["files"])]


WRITTEN: dict[str, Callable[[Chats], Iterator[str]]] = {
    ExportRun.Format.CSV: as_csv,
    ExportRun.Format.JSON: as_json,
}
