"""A file comes: it is looked at, sealed and kept, and then checked by a worker."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from chat.agenda import bring_forward
from feedback.models import ImportRun
from helpdesk.hints import tell_worker_on_commit
from helpdesk.sealed_files import forget_sealed, keep_sealed, open_sealed
from tenants.audit import record
from tenants.models import Membership

from .encoding import Survey, lines_of
from .kinds import columns_of, is_mapped, mapping_of
from .problem import Problem
from .table import delimiter_of, records_of

State = ImportRun.State
MOST_BYTES = 256 * 1024 * 1024
TASK = "feedback.data.tasks.go_on_with_import"
USE = b"import"
TAKES_LESS_THAN = timedelta(minutes=10)  # after this another worker may try


@transaction.atomic
def bring(*, by: Membership, kind: str, name: str, pieces: Iterable[bytes]) -> ImportRun:
    """Keep a file of `kind`; where its heading says which column is what, checking begins at once.
    Raises Problem, and then nothing was kept. Call inside the company's scope."""
    run = ImportRun(tenant=by.tenant, by=by, kind=kind, file_name=name[:120])
    run.language, run.token = get_language() or "en", secrets.token_hex(16)
    survey = Survey()
    run.size = keep_sealed(path_of(run), _looked_at(pieces, survey), USE)
    try:
        _settle(run, survey)
    except Problem:
        forget_sealed(path_of(run))
        raise
    run.save()
    if run.state == State.CHECKING:
        _ask_for(run)
    return run


def _ask_for(run: ImportRun) -> None:
    """Now; and, were the word lost, in a while."""
    tell_worker_on_commit(TASK, run.tenant_id, run.pk)
    bring_forward(run.tenant_id, timezone.now() + TAKES_LESS_THAN)


def _looked_at(pieces: Iterable[bytes], survey: Survey) -> Iterator[bytes]:
    for piece in pieces:
        survey.feed(piece)
        yield piece
    survey.feed(b"", final=True)


def _settle(run: ImportRun, survey: Survey) -> None:
    run.encoding = survey.encoding()
    if not columns_of(run.kind):
        run.state = State.CHECKING
        return
    run.delimiter = delimiter_of(text_of(run))
    records = records_of(text_of(run), run.delimiter)
    run.columns = next(records).cells
    if next(records, None) is None:
        raise Problem("no_table")
    run.mapping = mapping_of(run.kind, run.columns)
    if is_mapped(run.kind, run.mapping):
        run.state = State.CHECKING


@transaction.atomic
def name_columns(run: ImportRun, mapping: dict[str, int]) -> None:
    """Which column is what; checked anew."""
    _locked(run, State.UPLOADED, State.CHECKED)
    _move(run, State.CHECKING, mapping=mapping)


@transaction.atomic
def take_over(run: ImportRun) -> None:
    """All of what was checked, where nothing is wrong with any line. Raises Problem."""
    kept = _locked(run, State.CHECKED)
    if kept.bad or not kept.lines:
        raise Problem("changed")
    _move(run, State.WRITING)
    record("import.made", target=run.kind, lines=kept.lines, **kept.counts)


def _locked(run: ImportRun, *states: str) -> ImportRun:
    kept = ImportRun.objects.select_for_update().filter(pk=run.pk, state__in=states).first()
    if kept is None:
        raise Problem("changed")
    return kept


def _move(run: ImportRun, state: str, **more: object) -> None:
    ImportRun.objects.filter(pk=run.pk).update(state=state, progress=0, busy_until=None, **more)
    _ask_for(run)


@transaction.atomic
def put_aside(run: ImportRun) -> None:
    """The file and its lines go; one that is being taken over, or was, stays."""
    rows = ImportRun.objects.select_for_update().exclude(state__in=[State.WRITING, State.DONE])
    if rows.filter(pk=run.pk).exists():
        forget_file(run)
        record("import.put_aside", target=run.kind, file=run.file_name)
        run.delete()


def forget_file(run: ImportRun) -> None:
    if run.token:
        transaction.on_commit(partial(forget_sealed, path_of(run)), robust=True)


def text_of(run: ImportRun) -> Iterator[str]:
    return lines_of(content_of(run), run.encoding)


def content_of(run: ImportRun) -> Iterator[bytes]:
    return open_sealed(path_of(run), USE)


def path_of(run: ImportRun) -> str:
    return f"{run.tenant_id}/imports/{run.token}"


@transaction.atomic
def claim(run_id: int) -> ImportRun | None:
    """For this worker alone, until it is done or has died."""
    now = timezone.now()
    rows = ImportRun.objects.select_for_update(of=("self",), skip_locked=True)
    waiting = rows.filter(pk=run_id, state__in=[State.CHECKING, State.WRITING, State.DONE])
    free = waiting.exclude(busy_until__gt=now)
    run = free.select_related("by__tenant").defer("by__photo").first()
    if run is not None:
        ImportRun.objects.filter(pk=run.pk).update(busy_until=now + TAKES_LESS_THAN)
    return run
