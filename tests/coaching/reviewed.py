"""Reviews, made without the queue they come from."""

from datetime import timedelta

from django.utils import timezone

from feedback.models import (
    ChatScore,
    Criterion,
    CriterionMark,
    MessageMark,
    Review,
    ReviewTask,
    Scorecard,
    ScorecardVersion,
)


def scorecard(tenant, *criteria, root=None):
    """The one in use, of these criteria."""
    card, _ = Scorecard.objects.get_or_create(tenant=tenant, name="Usual", is_current=True)
    number = ScorecardVersion.objects.filter(scorecard=card).count() + 1
    version = ScorecardVersion.objects.create(tenant=tenant, scorecard=card, number=number)
    rows = [
        Criterion.objects.create(
            tenant=tenant, version=version, position=place, text=text, root=root
        )
        for place, text in enumerate(criteria)
    ]
    return version, rows


def review(cast, chat, *, values=(), version=None, operator=None, days=0, praised=None):
    """A done review of `chat` by Sam; `values` of each criterion; `praised`: {seq: comment}."""
    tenant, operator = cast.acme, operator or cast.omar
    version = version or scorecard(tenant, "Greets")[0]
    at = timezone.now() - timedelta(days=days)
    task = ReviewTask.objects.create(
        tenant=tenant,
        conversation=chat,
        closing=chat.last_seq,
        operator=operator,
        participants=[operator.pk],
        reasons=["picked"],
        due_at=at,
        claimed_by=cast.sam,
        done_at=at,
    )
    made = Review.objects.create(
        tenant=tenant,
        task=task,
        reviewer=cast.sam,
        version=version,
        score=50,
        passed=True,
        done_at=at,
    )
    for criterion, value in zip(version.criteria.all(), values, strict=False):
        CriterionMark.objects.create(tenant=tenant, review=made, criterion=criterion, value=value)
    for seq, comment in (praised or {}).items():
        MessageMark.objects.create(
            tenant=tenant, review=made, seq=seq, kind="praise", comment=comment
        )
    return made


def counted(cast, chat, *, operator=None, days=0, **met):
    """What was counted in a chat: `counted(cast, chat, greeting=True, ending=None)`."""
    points = [{"criterion": k, "met": v, "value": None, "seq": None} for k, v in met.items()]
    at = timezone.now() - timedelta(days=days)
    ChatScore.objects.filter(conversation=chat).delete()
    return ChatScore.objects.create(
        tenant=cast.acme,
        conversation=chat,
        closing=chat.last_seq,
        operator=operator or cast.omar,
        closed_at=at,
        due_at=None,
        scored_at=at,
        score=50,
        points=points,
    )
