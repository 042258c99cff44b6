"""What can be looked at over time: a criterion of reviews, through all versions of the scorecard,
or a point that is counted in every finished chat. Call inside the company's scope."""

from dataclasses import dataclass

from feedback.models import Criterion, Goal, ScorecardVersion
from feedback.scoring.sentences import LABELS


@dataclass(frozen=True)
class Measure:
    """`root`: Criterion.lineage; `point`: a name of feedback.scoring. One of them is there."""

    label: str
    root: int | None = None
    point: str = ""

    @property
    def key(self) -> str:
        """As forms and addresses carry it."""
        return self.point or f"r{self.root}"

    @property
    def is_reviewed(self) -> bool:
        return self.root is not None


def reviewed() -> list[Measure]:
    """The criteria of the scorecard in use, in its order."""
    versions = ScorecardVersion.objects.filter(scorecard__is_current=True)
    newest = versions.order_by("-number").first()
    rows = Criterion.objects.filter(version=newest) if newest else []
    return [Measure(row.text, root=row.lineage) for row in rows]


def counted() -> list[Measure]:
    return [Measure(str(label), point=name) for name, label in LABELS.items()]


def measures() -> list[Measure]:
    return [*reviewed(), *counted()]


def measure_named(key: str) -> Measure | None:
    return next((measure for measure in measures() if measure.key == key), None)


def measure_of(goal: Goal) -> Measure:
    """Also one that is on no scorecard any more, in its last words."""
    if goal.point:
        return Measure(str(LABELS.get(goal.point, goal.point)), point=goal.point)
    return Measure(label_of_root(goal.root), root=goal.root)


def label_of_root(root: int | None) -> str:
    rows = Criterion.objects.filter(root=root) | Criterion.objects.filter(pk=root)
    newest = rows.order_by("-version_id").first()
    return newest.text if newest else "–"
