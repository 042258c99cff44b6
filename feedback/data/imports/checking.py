"""The dry run: every line of a file staged, with what is new, what changes and what is wrong.

A batch at a time, each in a transaction of its own: memory stays the same however long the file
is, and a worker that dies leaves nothing but staged lines, which the next one begins anew.
"""

from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from feedback.models import ImportRow, ImportRun

from .bringing import TAKES_LESS_THAN, State, content_of, forget_file
from .kinds import kind_of
from .problem import Problem

Verdict = ImportRow.Verdict

# The first line about something counts; what comes after it contradicts or repeats it.
TWICE = """
UPDATE feedback_importrow r
SET verdict = 'bad',
    problems = r.problems || jsonb_build_array(
        jsonb_build_array('', replace(%s, '{line}', f.first::text)))
FROM (
    SELECT id, first_value(line) OVER (PARTITION BY key ORDER BY line) AS first
    FROM feedback_importrow WHERE run_id = %s AND key <> ''
) f
WHERE r.run_id = %s AND r.id = f.id AND f.first <> r.line
"""
TOO_MANY = """
UPDATE feedback_importrow r
SET verdict = 'bad', problems = r.problems || jsonb_build_array(jsonb_build_array('', %s::text))
FROM (
    SELECT n.id FROM (
        SELECT id, scope, row_number() OVER (PARTITION BY scope ORDER BY line) AS number
        FROM feedback_importrow WHERE run_id = %s AND verdict = 'new'
    ) n LEFT JOIN unnest(%s::text[], %s::int[]) AS t(scope, there) ON t.scope = n.scope
    WHERE n.number + coalesce(t.there, 0) > %s
) f
WHERE r.run_id = %s AND r.id = f.id
"""


def check(run: ImportRun) -> None:
    """Call inside the company's scope, outside a transaction. What is wrong with the file as a
    whole is written down; nothing is raised for it."""
    ImportRow.objects.filter(run=run).delete()
    run.lines, read = 0, [0]
    with translation.override(run.language):
        try:
            for rows in kind_of(run).stage(_counted(content_of(run), read)):
                _keep(run, rows, read[0] / max(1, run.size))
            _conclude(run)
        except Problem as problem:
            refuse(run, problem)


def _counted(pieces: Iterable[bytes], read: list[int]) -> Iterator[bytes]:
    for piece in pieces:
        read[0] += len(piece)
        yield piece


@transaction.atomic
def _keep(run: ImportRun, rows: list[ImportRow], share: float) -> None:
    ImportRow.objects.bulk_create(rows)
    run.lines += len(rows)
    ImportRun.objects.filter(pk=run.pk).update(
        lines=run.lines,
        progress=min(99, int(100 * share)),
        busy_until=timezone.now() + TAKES_LESS_THAN,
    )


@transaction.atomic
def _conclude(run: ImportRun) -> None:
    """What only all lines together tell: who is named twice, and where there are too many."""
    most, words, there = kind_of(run).room()
    with connection.cursor() as cursor:
        cursor.execute("SELECT feedback_look_at_staged()")
        cursor.execute(TWICE, [_("This is the same as line {line}."), run.pk, run.pk])
        scopes = [list(there), list(there.values())]
        cursor.execute(TOO_MANY, [words, run.pk, *scopes, most, run.pk])
    found = ImportRow.objects.filter(run=run).values_list("verdict").annotate(n=Count("pk"))
    counts = dict(found.order_by())
    if not counts:
        raise Problem("no_table")
    ImportRun.objects.filter(pk=run.pk, state=State.CHECKING).update(
        state=State.CHECKED,
        progress=100,
        bad=counts.pop(Verdict.BAD.value, 0),
        counts=counts,
        problem="",
        busy_until=None,
    )


@transaction.atomic
def refuse(run: ImportRun, problem: Problem) -> None:
    """Nothing of it stays but that it was tried, and why it failed."""
    forget_file(run)
    ImportRow.objects.filter(run=run).delete()
    ImportRun.objects.filter(pk=run.pk).update(
        state=State.REFUSED,
        token="",
        problem=problem.code,
        problem_line=problem.line,
        busy_until=None,
        ended_at=timezone.now(),
    )
