"""What customers talked about, from what was read in finished chats (feedback/coaching/topics)."""

from datetime import date

from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from feedback.models import WeekTerm
from feedback.reports.naming import language_name
from feedback.reports.question import Question
from feedback.reports.saying import count_cell
from feedback.reports.shapes import Block, Cell, Part, Table
from feedback.surveys.pictures import WEEK, monday

MOST = 40
Terms = dict[tuple[str, str], tuple[str, int]]  # {(language, stem): (word, in how many chats)}


def topics(asked: Question) -> Part:
    first, after = monday(asked.period.first), monday(asked.period.last) + WEEK
    now = _terms(first, after, asked.filters.language)
    before = _terms(first - (after - first), first, asked.filters.language)
    shown = sorted(now, key=lambda key: (-now[key][1], now[key][0]))[:MOST]
    rows = [
        [
            Cell(now[key][0], now[key][0]),
            Cell(language_name(key[0]), key[0]),
            count_cell(now[key][1]),
            count_cell(before[key][1] if key in before else 0),
        ]
        for key in shown
    ]
    heads = [_("Term"), _("Language"), _("Chats"), _("The days before")]
    block = Block(
        _("What customers talk about"),
        Table("topics", heads, rows),
        hint=_("Whole weeks of the company. Only what several customers said is kept."),
        empty=_("Nothing came up in several chats of these weeks."),
    )
    return Part(blocks=[block])


def _terms(first: date, after: date, language: str | None) -> Terms:
    """Of the weeks from one Monday until another."""
    rows = WeekTerm.objects.filter(week__gte=first, week__lt=after)
    if language:
        rows = rows.filter(language__startswith=language)
    counted = rows.order_by().values_list("language", "stem")
    counted = counted.annotate(used=Max("word"), n=Sum("chats"))
    return {(tag, stem): (word, chats) for tag, stem, word, chats in counted}
