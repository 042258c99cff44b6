"""Figures as words, and how they compare with the time before."""

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from feedback.scoring.sentences import told_time
from feedback.surveys.figures import Figure
from feedback.templatetags.ratings import interval, percent

from .buckets import ERROR
from .shapes import Cell, Number

NONE = "–"
MINUTE = 60
WORTH_TELLING = 2 * ERROR  # a smaller change of a time is within what buckets blur


def whole(value: int) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)


def average(value: float) -> str:
    """ "0", "0.4", "12": exact enough to compare."""
    return number_format(round(value, 1) if 0 < value < 10 else round(value), use_l10n=True)


def time(seconds: float | None) -> str:
    """No finer than it is known: buckets are right to 5 %."""
    if seconds is None:
        return NONE
    if seconds >= 9.5 * MINUTE:
        seconds = MINUTE * round(seconds / MINUTE)
    whole_s = round(seconds) if seconds < MINUTE else 5 * round(seconds / 5)
    minutes, rest = divmod(whole_s, MINUTE)
    if rest or not 0 < minutes < MINUTE:
        return told_time(whole_s)
    return _("{min} min").format(min=minutes)


def short(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def day_cell(day: date) -> Cell:
    return Cell(short(day), day.isoformat())


def count_cell(value: int) -> Cell:
    return Cell(whole(value), value)


def time_cell(seconds: float | None) -> Cell:
    return Cell(time(seconds), None if seconds is None else round(seconds))


def share_cell(figure: Figure | None, *, is_sure: bool = False) -> Cell:
    """`is_sure`: with its interval."""
    if figure is None:
        return Cell(NONE, None)
    sure = interval(figure) if is_sure else ""
    text = percent(figure.value) + (f" ({sure})" if sure else "")
    return Cell(text, round(figure.value, 4))


def count_number(label: str, now: int, before: int) -> Number:
    """More chats are neither good nor bad."""
    change = _relative(now, before)
    return Number(label, whole(now), change=change, before=whole(before) if before else "")


def time_number(
    label: str, now: float | None, before: float | None, *, is_judged: bool = True, hint: str = ""
) -> Number:
    """`is_judged`: whether shorter is better."""
    change, tone = "", ""
    if now is not None and before:
        change = _relative(now, before)
        if is_judged and abs(now - before) > max(1, WORTH_TELLING * before):
            tone = "good" if now < before else "bad"
    before_text = "" if before is None else time(before)
    return Number(label, time(now), change=change, before=before_text, tone=tone, hint=hint)


def share_number(
    label: str,
    now: Figure | None,
    before: Figure | None,
    *,
    more_is: str = "good",
    hint: str = "",
) -> Number:
    """`more_is`: "good" or "bad". Judged only where their intervals lie apart."""
    value, sure, change, tone = NONE, "", "", ""
    if now is not None:
        value, sure = percent(now.value), interval(now)
    if now is not None and before is not None:
        points = round(100 * now.value) - round(100 * before.value)
        change = _signed(points) if points else "="
        if _lie_apart(now, before):
            is_more = now.value > before.value
            tone = more_is if is_more else {"good": "bad", "bad": "good"}[more_is]
    return Number(label, value, sure, change, percent(before.value) if before else "", tone, hint)


def point_number(label: str, now: float | None, before: float | None) -> Number:
    """Of 100."""
    value = NONE if now is None else _("{points} of 100").format(points=whole(round(now)))
    change = ""
    if now is not None and before is not None:
        change = _signed(round(now) - round(before)) if round(now) != round(before) else "="
    return Number(
        label, value, change=change, before="" if before is None else whole(round(before))
    )


def _lie_apart(one: Figure, other: Figure) -> bool:
    if None in (one.low, one.high, other.low, other.high):
        return False
    return one.low > other.high or one.high < other.low


def _relative(now: float, before: float) -> str:
    """ "+12%"; "" where there is nothing to compare with."""
    if not before:
        return ""
    share = (now - before) / before
    return "=" if not round(100 * share) else ("+" if share > 0 else "−") + percent(abs(share))


def _signed(value: int) -> str:
    return ("+" if value > 0 else "−") + whole(abs(value))
