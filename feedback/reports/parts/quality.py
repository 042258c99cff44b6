"""How good it was: what customers, reviewers and the checks of the composer say."""

from django.db.models import Sum
from django.utils.translation import gettext as _

from chat.etiquette.models import CheckCount
from feedback.coaching.checks import title_of
from feedback.reports.asking import Period
from feedback.reports.question import Question
from feedback.reports.saying import count_cell, point_number, share_cell, share_number, whole
from feedback.reports.shapes import Block, Cell, Number, Part, Table
from feedback.reports.told import Told
from feedback.surveys.figures import FEWEST, share


def quality(asked: Question) -> Part:
    now, before = asked.now, asked.before
    numbers = [
        share_number(_("Satisfied"), now.satisfied, before.satisfied, hint=_rated(now)),
        share_number(_("Promises kept in time"), now.kept, before.kept),
        point_number(_("Score of reviews"), now.review_score, before.review_score),
        share_number(_("Reviews passed"), now.passed, before.passed),
    ]
    numbers[1:1] = _upset(now, before)
    blocks = [_outcomes(now, before)]
    if asked.is_of_all:  # how often a check spoke is counted for the company alone
        blocks.append(_checks(asked.period))
    return Part(numbers, blocks)


def _upset(now: Told, before: Told) -> list[Number]:
    """Not of one person: whoever gets the difficult chats must not look worse for it."""
    if now.is_of_one:
        return []
    return [share_number(_("Upset customers"), now.upset, before.upset, more_is="bad")]


def _rated(now: Told) -> str:
    if now.is_of_some and now.totals["rated"] < FEWEST:
        return _("Too few answers yet")
    answers, asked = whole(now.totals["rated"]), whole(now.totals["asked"])
    return _("{answers} of {asked} answered.").format(answers=answers, asked=asked)


def _outcomes(now: Told, before: Told) -> Block:
    rows = [
        [Cell(label, label), share_cell(one, is_sure=True), share_cell(other, is_sure=True)]
        for label, one, other in [
            (_("Satisfied"), now.satisfied, before.satisfied),
            (_("Answered"), now.response, before.response),
            *([] if now.is_of_one else [(_("Upset customers"), now.upset, before.upset)]),
            (_("Promises kept in time"), now.kept, before.kept),
            (_("Reviews passed"), now.passed, before.passed),
        ]
    ]
    counts = {
        _("Promises made"): "promised",
        _("Promises kept late"): "late",
        _("Promises dropped"): "dropped",
        _("Reviews"): "reviewed",
    }
    rows += [
        [Cell(label, label), count_cell(now.totals[name]), count_cell(before.totals[name])]
        for label, name in counts.items()
    ]
    heads = [_("What"), _("These days"), _("The days before")]
    return Block(
        _("Beside the time before"),
        Table("quality", heads, rows),
        hint=_("In brackets: where the true share lies, in 95 of 100 cases."),
    )


def _checks(period: Period) -> Block:
    """Which checks speak up, and which are listened to: about rules, never about people."""
    days = CheckCount.objects.filter(day__gte=period.first, day__lte=period.last)
    sums = {name: Sum(name) for name in ("shown", "fixed", "edited", "sent_anyway")}
    found = days.values("rule").annotate(**sums).order_by()
    rows = [
        [
            Cell(title, title),
            count_cell(row["shown"]),
            share_cell(share(min(row["shown"], row["fixed"] + row["edited"]), row["shown"])),
            share_cell(share(min(row["shown"], row["sent_anyway"]), row["shown"])),
        ]
        for title, row in sorted((title_of(row["rule"]), row) for row in found if row["shown"])
    ]
    heads = [_("Check"), _("Shown"), _("Heeded"), _("Sent anyway")]
    return Block(
        _("Checks while writing"),
        Table("checks", heads, rows),
        empty=_("No check spoke up in these days."),
    )
