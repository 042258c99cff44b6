"""The same figures by department, person, page and language. By name: nobody is ranked."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from feedback.reports.buckets import ANSWER, HANDLING
from feedback.reports.figures import HALF, MOST
from feedback.reports.naming import names_of
from feedback.reports.question import Question
from feedback.reports.reading import Totals, totals_by_each
from feedback.reports.saying import count_cell, count_number, share_cell, time_cell
from feedback.reports.shapes import Block, Cell, Part, Table
from feedback.reports.summing import BY
from feedback.reports.told import Told

MOST_ROWS = 50
NAMES, KINDS = ("answered", "in_target", "rated", "satisfied"), (ANSWER, HANDLING)  # what is shown


def groups(asked: Question) -> Part:
    numbers = [count_number(_("Chats"), asked.now.chats, asked.before.chats)]
    found = totals_by_each(asked.period, asked.filters, BY, NAMES, KINDS)
    return Part(numbers, [_group(asked, by, found[by]) for by in BY])


def _group(asked: Question, by: str, found: dict[str, Totals]) -> Block:
    title, head = _titles()[by]
    is_of_one = by == "member" or asked.filters.member is not None
    kept = sorted(found, key=lambda key: -found[key]["chats"])[:MOST_ROWS]
    names = names_of(by, kept)
    rows = [
        _row(names[key], Told(found[key], is_of_some=True, is_of_one=is_of_one))
        for key in sorted(kept, key=lambda key: (names[key].casefold(), key))
    ]
    hint = _("The {n} with the most chats.").format(n=MOST_ROWS) if len(found) > MOST_ROWS else ""
    return Block(title, Table(by, [head, *_heads()], rows), hint=hint)


def _titles() -> dict[str, tuple[str, str]]:
    return {
        "department": (_("By department"), _("Department")),
        "member": (_("By operator"), _("Operator")),
        "page": (_("By page"), _("Page")),
        "language": (_("By language"), _("Language")),
    }


def _heads() -> Sequence[str]:
    return [
        _("Chats"),
        _("First answer, half"),
        _("First answer, nine of ten"),
        _("Within a minute"),
        _("Handling, half"),
        _("Satisfied"),
    ]


def _row(name: str, told: Told) -> list[Cell]:
    return [
        Cell(name, name),
        count_cell(told.chats),
        time_cell(told.answer(HALF)),
        time_cell(told.answer(MOST)),
        share_cell(told.in_target),
        time_cell(told.handling(HALF)),
        share_cell(told.satisfied, is_sure=True),
    ]
