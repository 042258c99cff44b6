"""Taking over what was checked: all of it in one transaction, or nothing."""

from collections.abc import Iterator

from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from feedback.models import ImportRow, ImportRun

from .bringing import State, forget_file
from .kind import BATCH, Kind
from .kinds import kind_of
from .problem import Problem

Verdict = ImportRow.Verdict
SHOWN_FOR_S = 3600


def write(run: ImportRun) -> None:
    """Call inside the company's scope, outside a transaction. Whatever was changed since the check
    so that a line no longer fits takes all of it back."""
    try:
        with transaction.atomic():
            locked = ImportRun.objects.select_for_update().get(pk=run.pk)
            if locked.state != State.WRITING:
                return
            _write_all(run)
            _done(run)
    except Problem as problem:
        ImportRun.objects.filter(pk=run.pk).update(
            state=State.CHECKED, problem=problem.code, busy_until=None
        )
    finally:
        cache.delete(progress_key(run.pk))


def _write_all(run: ImportRun) -> None:
    kind, count = kind_of(run), 0
    for rows in batches_of(run.rows.all()):
        kind.write(_still_fitting(kind, rows))
        count += len(rows)
        tell_progress(run, count)
    most, _, there = kind.room()
    if any(number > most for number in there.values()):
        raise Problem("changed")


def batches_of(staged: QuerySet[ImportRow]) -> Iterator[list[ImportRow]]:
    """By line; no cursor of the server is needed for it."""
    line = 0
    while True:
        rows = list(staged.filter(line__gt=line).order_by("line")[:BATCH])
        if not rows:
            return
        yield rows
        line = rows[-1].line


def _still_fitting(kind: Kind, rows: list[ImportRow]) -> list[ImportRow]:
    """Those to store. Departments go and rights are taken between the check and now."""
    again = kind.look_again(rows)
    if wrong := next((row for row in again if row.verdict == Verdict.BAD), None):
        raise Problem("changed", wrong.line)
    return [row for row in again if row.verdict != Verdict.SAME]


def _done(run: ImportRun) -> None:
    ImportRun.objects.filter(pk=run.pk).update(
        state=State.DONE,
        progress=100,
        problem="",
        token="",
        busy_until=None,
        ended_at=timezone.now(),
    )
    forget_file(run)
    if not kind_of(run).has_after:
        ImportRow.objects.filter(run=run).delete()


def tell_progress(run: ImportRun, count: int) -> None:
    """Beside the transaction: nobody sees into that before it ends."""
    cache.set(progress_key(run.pk), int(100 * count / max(1, run.lines)), SHOWN_FOR_S)


def progress_of(run: ImportRun) -> int:
    return cache.get(progress_key(run.pk), run.progress)


def progress_key(run_id: int) -> str:
    return f"import-{run_id}"
