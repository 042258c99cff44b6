"""The few numbers to look at first."""

from django.utils.translation import gettext as _

from feedback.reports.drawing import bars, first_head, is_weekly
from feedback.reports.figures import HALF
from feedback.reports.question import Question
from feedback.reports.saying import (
    count_cell,
    count_number,
    day_cell,
    share_cell,
    share_number,
    time_number,
    whole,
)
from feedback.reports.shapes import Block, Part, Table
from feedback.reports.told import Told


def overview(asked: Question) -> Part:
    now, before = asked.now, asked.before
    numbers = [
        count_number(_("Chats"), now.chats, before.chats),
        time_number(
            _("First answer"),
            now.answer(HALF),
            before.answer(HALF),
            hint=_("Half of them came sooner."),
        ),
        share_number(_("Answered within a minute"), now.in_target, before.in_target),
        share_number(_("Satisfied"), now.satisfied, before.satisfied),
        share_number(_("Abandoned"), now.abandoned, before.abandoned, more_is="bad"),
        share_number(_("Promises kept in time"), now.kept, before.kept),
    ]
    return Part(numbers, [_over_time(asked)])


def _over_time(asked: Question) -> Block:
    title = _("Chats week by week") if is_weekly(asked.period) else _("Chats day by day")
    counts = [totals["chats"] for _day, totals in asked.columns]
    heads = [
        first_head(asked.period),
        _("Chats"),
        _("Answered within a minute"),
        _("Abandoned"),
        _("Outside the hours"),
    ]
    rows = [
        [
            day_cell(day),
            count_cell(totals["chats"]),
            share_cell(Told(totals).in_target),
            share_cell(Told(totals).abandoned),
            count_cell(totals["outside"]),
        ]
        for day, totals in asked.columns
    ]
    picture = bars(title, counts, asked.period, whole(max(1, *counts)))
    return Block(title, Table("chats", heads, rows), bars=picture)
