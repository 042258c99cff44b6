"""How long customers waited, and how long it took."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from feedback.reports.buckets import ANSWER
from feedback.reports.drawing import columns_of, first_head, is_weekly, lines, step_of
from feedback.reports.figures import HALF, MOST
from feedback.reports.question import Question
from feedback.reports.reading import Totals, times_of
from feedback.reports.saying import (
    day_cell,
    share_cell,
    share_number,
    time,
    time_cell,
    time_number,
    whole,
)
from feedback.reports.shapes import Block, Cell, Part, Table
from feedback.reports.told import Told


def speed(asked: Question) -> Part:
    now, before = asked.now, asked.before
    nine = _("Nine of ten: {time}")
    numbers = [
        time_number(label, of(now, HALF), of(before, HALF), is_judged=is_judged,
                    hint=nine.format(time=time(of(now, MOST))))
        for label, of, is_judged in _times()
    ]  # fmt: skip
    numbers += [
        share_number(_("Answered within a minute"), now.in_target, before.in_target),
        share_number(
            _("Gaps over two minutes"),
            now.long_gaps,
            before.long_gaps,
            more_is="bad",
            hint=_("Of all waits for an answer after the first one."),
        ),
        share_number(_("Abandoned"), now.abandoned, before.abandoned, more_is="bad"),
    ]
    return Part(numbers, [_over_time(asked), _compared(now, before)])


def _times() -> list[tuple[str, Callable[[Told, float], float | None], bool]]:
    """That somebody took longer over a chat is neither good nor bad."""
    return [
        (_("Wait for somebody"), Told.wait, True),
        (_("First answer"), Told.answer, True),
        (_("Handling"), Told.handling, False),
    ]


def _over_time(asked: Question) -> Block:
    step = step_of(asked.period)
    found = times_of(asked.period, asked.filters, ANSWER, step)
    days = columns_of(asked.period)
    half, most = (
        [found.get(day, Totals()).seconds(ANSWER, part) for day in days] for part in (HALF, MOST)
    )
    names = _("Half"), _("Nine of ten")
    title = (
        _("First answer, week by week")
        if is_weekly(asked.period)
        else _("First answer, day by day")
    )
    top = max((value for value in most if value is not None), default=None)
    rows = [
        [day_cell(day), time_cell(one), time_cell(other)]
        for day, one, other in zip(days, half, most, strict=True)
    ]
    return Block(
        title,
        Table("first-answer", [first_head(asked.period), *names], rows),
        lines=lines(title, list(zip(names, (half, most), strict=True)), asked.period, time(top)),
        hint=_("Half, and nine of ten, had their answer no later. Longer times are rounded."),
    )


def _compared(now: Told, before: Told) -> Block:
    """What the numbers above are, and were, in a table."""
    rows = [
        [
            Cell(f"{label}, {name}", f"{label}, {name}"),
            *(time_cell(of(each, part)) for each in (now, before)),
        ]
        for label, of, _judged in _times()
        for name, part in ((_("Half"), HALF), (_("Nine of ten"), MOST))
    ]
    shares = [
        (_("Answered within a minute"), now.in_target, before.in_target),
        (_("Gaps over two minutes"), now.long_gaps, before.long_gaps),
        (_("Abandoned"), now.abandoned, before.abandoned),
    ]
    rows += [
        [Cell(label, label), share_cell(one, is_sure=True), share_cell(other, is_sure=True)]
        for label, one, other in shares
    ]
    rows.append(
        [Cell(_("Chats"), _("Chats")), *(Cell(whole(t.chats), t.chats) for t in (now, before))]
    )
    heads = [_("What"), _("These days"), _("The days before")]
    return Block(_("Beside the time before"), Table("speed", heads, rows))
