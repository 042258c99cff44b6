"""How far reviewers agree, and what the figure means. Call inside the company's scope."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from feedback.models import Calibration, Criterion, CriterionMark, ReviewTask

from .alpha import alpha, ordinal, pairable

ENOUGH = 10  # criteria judged by two people or more; fewer say nothing
LATEST = 20  # calibrations the figure of the whole company is told of

# Krippendorff's own advice (Content Analysis, 2004, p. 241): rely on 0.8 and more, draw tentative
# conclusions from two thirds on, and none below.
RELIABLE, TENTATIVE = 0.8, 0.667


@dataclass(frozen=True)
class Agreement:
    """`alpha`: None where it cannot be told. `units`: criteria two people or more judged."""

    alpha: float | None
    units: int
    same: int  # of them, where all gave the same

    @property
    def is_enough(self) -> bool:
        return self.units >= ENOUGH

    @property
    def meaning(self) -> str:
        if not self.is_enough:
            return _("Too few to tell: {n} of the {least} criteria a figure needs.").format(
                n=self.units, least=ENOUGH
            )
        if self.alpha is None:
            return _("Everybody gave the same throughout, so chance cannot be told from agreement.")
        if self.alpha >= RELIABLE:
            return _("Reliable: it hardly matters who reviews a chat.")
        if self.alpha >= TENTATIVE:
            return _("Fair: good for tendencies, not for a verdict on one chat.")
        return _("Low: reviewers read the criteria differently. Talk about those that differ most.")


@dataclass(frozen=True)
class Line:
    """One criterion, and what each reviewer gave in the order of the reviewers."""

    criterion: Criterion
    marks: list[CriterionMark | None]

    @property
    def spread(self) -> int:
        """How far apart they are: 0 to 2."""
        told = [mark.value for mark in self.marks if mark and mark.value is not None]
        return max(told) - min(told) if told else 0


def lines_of(made: Calibration, tasks: Iterable[ReviewTask]) -> list[Line]:
    reviews = [next(iter(task.reviews.all()), None) for task in tasks]
    told = [{m.criterion_id: m for m in each.marks.all()} if each else {} for each in reviews]
    criteria = Criterion.objects.filter(version=made.version_id)
    return [Line(each, [marks.get(each.pk) for marks in told]) for each in criteria]


def agreement_of(lines: Iterable[Line]) -> Agreement:
    """Values are ranked: "partly" lies between yes and no, and "no" is further from "yes"."""
    units = [[mark.value if mark else None for mark in line.marks] for line in lines]
    paired = pairable(units)
    same = sum(1 for unit in paired if len(set(unit)) == 1)
    return Agreement(alpha(units, ordinal), len(paired), same)


def overall() -> Agreement:
    """Of the company's latest calibrations together."""
    lines: list[Line] = []
    for made in Calibration.objects.exclude(revealed_at=None).order_by("-revealed_at")[:LATEST]:
        lines += lines_of(made, tasks_of(made))
    return agreement_of(lines)


def tasks_of(made: Calibration) -> list[ReviewTask]:
    rows = made.tasks.select_related("claimed_by").defer("claimed_by__photo")
    return list(rows.prefetch_related("reviews__marks").order_by("claimed_by__display_name", "pk"))
