"""When chats begin, by weekday and hour of the company's clock."""

from collections import Counter
from datetime import time, timedelta
from math import ceil

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from feedback.reports.asking import Period
from feedback.reports.question import Question
from feedback.reports.saying import average, count_number
from feedback.reports.shapes import Block, Cell, Heat, Number, Part, Table

LEVELS = 5
Slots = list[list[float]]  # [hour][weekday, Monday is 0]: chats that began then, on average


def volume(asked: Question) -> Part:
    slots = _slots(asked)
    hours = [time_format(time(hour), "H:i") for hour in range(24)]
    most = max(max(row) for row in slots)
    rows = [
        (hour, [(_level(value, most), average(value)) for value in row])
        for hour, row in zip(hours, slots, strict=True)
    ]
    heads = [_("Hour"), *(str(WEEKDAYS[day]) for day in range(7))]
    cells = [
        [Cell(hour, hour), *(Cell(average(value), round(value, 2)) for value in row)]
        for hour, row in zip(hours, slots, strict=True)
    ]
    heat = Heat([str(WEEKDAYS_ABBR[day]) for day in range(7)], rows)
    block = Block(
        _("Chats by hour and weekday"),
        Table("hours", heads, cells),
        heat=heat,
        hint=_("How many chats begin then on an average day, by the clock of the company."),
    )
    return Part(_numbers(asked, slots, hours), [block])


def _numbers(asked: Question, slots: Slots, hours: list[str]) -> list[Number]:
    numbers = [count_number(_("Chats"), asked.now.chats, asked.before.chats)]
    if asked.now.chats:
        busiest = max(
            (value, hour, day) for hour, row in enumerate(slots) for day, value in enumerate(row)
        )
        value, hour, day = busiest
        when = f"{WEEKDAYS_ABBR[day]} {hours[hour]}"
        numbers.append(Number(_("Busiest hour"), when, hint=_per_hour(value)))
    outside = asked.now.totals["outside"], asked.before.totals["outside"]
    return [*numbers, count_number(_("Outside the hours"), *outside)]


def _per_hour(value: float) -> str:
    return _("{chats} chats on average").format(chats=average(value))


def _slots(asked: Question) -> Slots:
    days, codes = _weekdays(asked.period), asked.now.totals.codes
    return [
        [codes.get(24 * day + hour, 0) / max(1, days[day]) for day in range(7)]
        for hour in range(24)
    ]


def _weekdays(period: Period) -> Counter[int]:
    """How many Mondays, Tuesdays ... are in it."""
    return Counter((period.first + timedelta(days=n)).weekday() for n in range(period.days))


def _level(value: float, most: float) -> int:
    return ceil(LEVELS * value / most) if most else 0
