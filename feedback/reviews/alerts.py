"""Who hears what became of a review: consoles that are open, by a frame. The pages tell it, too."""

from chat.events import Push, announce, member_group
from feedback.models import Review
from tenants.models import Membership
from tenants.rights import OVERSEEING

DONE, REPLIED, APPEALED, DECIDED = (
    "review_done",
    "review_replied",
    "review_appealed",
    "review_decided",
)
STEPS = (DONE, REPLIED, APPEALED, DECIDED)


def tell_operator(review: Review, step: str) -> None:
    _tell(review, step, [review.task.operator_id])


def tell_reviewer(review: Review, step: str) -> None:
    _tell(review, step, [review.reviewer_id])


def tell_reviewers(review: Review, step: str) -> None:
    """Everybody who may decide."""
    others = Membership.objects.active().filter(role__in=OVERSEEING)
    others = others.exclude(pk__in=[review.reviewer_id, *review.task.participants])
    _tell(review, step, list(others.values_list("pk", flat=True)))


def _tell(review: Review, step: str, members: list[int]) -> None:
    frame = {"type": "review_news", "step": step, "review": review.task_id}
    announce([Push(member_group(review.tenant_id, each), frame) for each in members])
