"""A review as a page shows it: who looks at it, what they may do, and the lines of the scorecard.

The customer's rating is handed out only once the review is done: whoever scores has to judge the
chat, not the mark. So are the reasons that would tell it. What was counted stands beside a
criterion after it has been scored, for the same reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from feedback.actions.review_answers import may_decide
from feedback.models import (
    Appeal,
    ChatScore,
    Criterion,
    CriterionMark,
    MessageMark,
    Reason,
    Review,
    ReviewTask,
)
from feedback.scoring import AutoScore, Point
from feedback.scoring.counted import from_stored
from tenants.models import Membership

from .finding import rating_of

BLIND = {Reason.LOW_RATING, Reason.FRUSTRATION, Reason.LONG_GAP, Reason.BROKEN_PROMISE}
EDIT, READ, CLAIM, OWN = "edit", "read", "claim", "own"


@dataclass(frozen=True)
class Row:
    """One criterion on the page."""

    criterion: Criterion
    mark: CriterionMark | None
    point: Point | None
    messages: list[MessageMark]

    @property
    def field(self) -> str:
        return f"value_{self.criterion.pk}"

    @property
    def is_failed(self) -> bool:
        return bool(self.criterion.is_critical and self.mark and self.mark.value == 0)


@dataclass(frozen=True)
class Sheet:
    task: ReviewTask
    review: Review | None
    mode: str
    rows: list[Row]
    messages: list[MessageMark]
    rating: int | None
    appeal: Appeal | None
    is_operator: bool
    may_decide: bool

    @property
    def pointed(self) -> list[dict[str, object]]:
        """The marks of messages, for review.js."""
        return [
            {
                "seq": mark.seq,
                "criterion": mark.criterion_id,
                "kind": mark.kind,
                "comment": mark.comment,
            }
            for mark in self.messages
        ]

    @property
    def may_answer(self) -> bool:
        """The operator, while it is open."""
        is_open = self.review is not None and self.review.closed_at is None
        return self.is_operator and is_open and self.appeal is None and not self.task.calibration_id


def mode_for(member: Membership, task: ReviewTask) -> str | None:
    """What this member may do with it; None: it is none of their business."""
    if task.operator_id == member.pk:
        return READ if task.is_done and not task.calibration_id else None
    if not member.may("oversee"):
        return None
    if task.calibration_id:
        return _mode_in_calibration(member, task)
    if task.is_done:
        return READ
    if task.claimed_by_id == member.pk:
        return EDIT
    return OWN if member.pk in task.participants else CLAIM


def _mode_in_calibration(member: Membership, task: ReviewTask) -> str | None:
    """Nobody sees another's before all are done."""
    assert task.calibration is not None
    if task.claimed_by_id == member.pk:
        return READ if task.is_done else EDIT
    return READ if task.calibration.revealed_at and task.is_done else None


def sheet_for(member: Membership, task: ReviewTask, mode: str) -> Sheet:
    is_theirs = mode in (EDIT, READ)
    review = _review(task) if is_theirs else None
    marks = list(review.messages.select_related("criterion")) if review else []
    appeal = Appeal.objects.filter(review=review).first() if review else None
    return Sheet(
        task=task,
        review=review,
        mode=mode,
        rows=_rows(task, review, marks) if is_theirs else [],
        messages=marks,
        rating=rating_of(task.conversation_id, task.closing) if mode == READ else None,
        appeal=appeal,
        is_operator=task.operator_id == member.pk,
        may_decide=bool(review and appeal and not appeal.decided_at and may_decide(member, review)),
    )


def _review(task: ReviewTask) -> Review | None:
    rows = Review.objects.filter(task=task).select_related("reviewer", "version__scorecard")
    return rows.defer("reviewer__photo").first()


def _rows(task: ReviewTask, review: Review | None, messages: Iterable[MessageMark]) -> list[Row]:
    if review is not None:
        version = review.version
    else:
        assert task.calibration is not None, "a claim comes with its draft"
        version = task.calibration.version
    marks = {mark.criterion_id: mark for mark in review.marks.all()} if review else {}
    auto = counted(task)
    return [
        Row(
            criterion,
            marks.get(criterion.pk),
            _point(auto, criterion.hint),
            [each for each in messages if each.criterion_id == criterion.pk],
        )
        for criterion in version.criteria.all()
    ]


def counted(task: ReviewTask) -> AutoScore | None:
    row = ChatScore.objects.filter(
        conversation=task.conversation_id, closing=task.closing, scored_at__isnull=False
    ).first()
    return from_stored(row.points) if row and task.conversation_id else None


def _point(auto: AutoScore | None, name: str) -> Point | None:
    told = (each for each in (auto.points if auto else ()) if each.criterion == name)
    point = next(told, None)
    return point if point and point.met is not None else None


def reasons_shown(task: ReviewTask) -> list[str]:
    """Before it is scored, a rule that would tell how the customer felt is only "a rule"."""
    if task.is_done:
        return [str(Reason(each).label) for each in task.reasons]
    open_ones = [str(Reason(each).label) for each in task.reasons if each not in BLIND]
    return open_ones if len(open_ones) == len(task.reasons) else [*open_ones, ""]
