"""The worker's part: whatever comes next for an import."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from feedback.models import ImportRun

from .bringing import State, claim
from .checking import check, refuse
from .kinds import kind_of
from .problem import Problem
from .writing import write

MORE_AFTER = timedelta(minutes=2)


def go_on(run_id: int) -> None:
    """Call inside the company's scope, outside a transaction. Nothing where another worker is at
    it, or nothing is left to do."""
    run = claim(run_id)
    if run is None:
        return
    if run.state != State.DONE and not run.by.may(kind_of(run).right):
        refuse(run, Problem("not_allowed"))
    elif run.state == State.CHECKING:
        check(run)
    elif run.state == State.WRITING:
        write(run)
        run.refresh_from_db(fields=["state"])
    if run.state == State.DONE:
        _follow(run)


def _follow(run: ImportRun) -> None:
    kind = kind_of(run)
    has_more = kind.has_after and kind.after()
    ImportRun.objects.filter(pk=run.pk).update(
        busy_until=timezone.now() + MORE_AFTER if has_more else None
    )


def unfinished() -> list[ImportRun]:
    """What a worker has to do, or to do once more."""
    busy = Q(state__in=[State.CHECKING, State.WRITING]) | Q(busy_until__isnull=False)
    return list(ImportRun.objects.filter(busy).only("pk", "busy_until"))
