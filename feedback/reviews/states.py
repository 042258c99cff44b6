"""How far a review has come, in one word."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from feedback.models import Review, ReviewTask

LABELS = {
    "waiting": pgettext_lazy("review", "Waiting"),
    "begun": pgettext_lazy("review", "Being reviewed"),
    "done": _("To be read by the operator"),
    "acknowledged": pgettext_lazy("review", "Acknowledged"),
    "appealed": pgettext_lazy("review", "Appealed"),
    "decided": _("Appeal decided"),
    "calibration": _("Calibration"),
}


def state_of(task: ReviewTask, review: Review | None) -> str:
    """A key of LABELS."""
    if not task.is_done or review is None:
        return "begun" if task.claimed_by_id else "waiting"
    if task.calibration_id:
        return "calibration"
    appeals = list(review.appeals.all())
    if appeals:
        return "decided" if appeals[0].decided_at else "appealed"
    return "acknowledged" if review.closed_at else "done"
