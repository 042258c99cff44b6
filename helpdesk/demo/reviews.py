"""What colleagues have read a second time at Acme: some done, one appealed, some waiting, and one
chat that three of them scored by themselves."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from chat.models import Author, Conversation, Entry, Kind
from feedback.actions import calibrations, review_answers, review_claims, reviewing
from feedback.actions.review_tasks import pick
from feedback.actions.reviewing import Pointed, Written
from feedback.models import Calibration, ChatScore, Criterion, Reason, Review, ReviewTask
from feedback.reviews.sampling import sample_weeks
from feedback.reviews.tending import score_some
from tenants.models import Membership, Tenant

LOOKED_AT = timedelta(days=21)
NO, PARTLY, YES = 0, 1, 2


@dataclass(frozen=True)
class Told:
    """A review: of the chat that began with `asked`, `by` whom; `marks` by the number of the
    criterion, all others being met or, in `apart`, not applying; `said` about operators' messages
    by their number: (message, criterion, kind, comment)."""

    asked: str
    by: str
    comment: str
    marks: dict[int, tuple[int, str]] = field(default_factory=dict)
    apart: tuple[int, ...] = ()
    said: tuple[tuple[int, int, str, str], ...] = ()


NORWAY = Told(
    "Do you ship to Norway",
    "sam",
    "The price, the days and the customs in one breath: that is how I like to be answered. "
    "A “hello” before it costs nothing, and your name could stand at the beginning.",
    {1: (PARTLY, "The name comes last, and nobody is greeted.")},
    apart=(5, 10),
    said=(
        (1, 3, "praise", "Answers first, then asks. Nothing is left open."),
        (1, 1, "improve", "“Hello, I am Omar” would fit in front of it."),
        (2, 11, "praise", ""),
    ),
)
INVOICE = Told(
    "Could I have an invoice",
    "ada",
    "Careful and friendly from the first word. Next time say how long you will be away while you "
    "ask somebody; “one minute” was nearly two.",
    {9: (PARTLY, "It took longer than the minute you named."), 11: (PARTLY, "")},
    apart=(5,),
    said=(
        (2, 2, "praise", "You make sure it is right, and you say why you ask."),
        (2, 9, "improve", "Better “two or three minutes”, and then be early."),
    ),
)
HEIGHT = Told(
    "Your site says 155 cm",
    "nina",
    "Kind, and you told the printer at once. What the customer can do now is missing, I think.",
    {7: (NO, "Neither exchange nor measuring at home was offered."), 1: (PARTLY, "")},
    apart=(5, 10),
    said=((1, 7, "improve", "They might not want the lamp any more. Say what is possible."),),
)
APPEAL = (
    "They wanted to know which number is right, and the lamp fits: I asked. To offer an exchange "
    "would have sounded as if we wanted it back."
)
# What three reviewers gave the invoice chat, criterion by criterion; None does not apply.
CALIBRATED: dict[str, list[int | None]] = {
    "ada": [2, 2, 2, 2, None, 2, 2, 2, 1, 2, 1],
    "sam": [2, 2, 2, 2, None, 2, 1, 2, 1, None, 1],
    "nina": [2, 2, 2, 2, None, 2, 2, 2, 0, 2, 1],
}


def review_some(tenant: Tenant, people: dict[str, Membership]) -> None:
    """Call inside the company's scope, after its chats have been rated."""
    _count_all(tenant)
    sample_weeks(tenant)
    done = {told.asked: _review(tenant, people, told) for told in (NORWAY, INVOICE, HEIGHT)}
    omar = people["omar"]
    review_answers.acknowledge(member=omar, review_id=done[NORWAY.asked].pk)
    review_answers.appeal(member=omar, review_id=done[HEIGHT.asked].pk, text=APPEAL)
    _calibrate(people)
    _calibrate_next(people)
    _begin_one(people["sam"])


def _count_all(tenant: Tenant) -> None:
    """As a worker does after each closing; those of long ago are left alone."""
    since = timezone.now() - LOOKED_AT
    for chat in Conversation.objects.closed().filter(closed_at__gte=since, operator__isnull=False):
        closings = Entry.objects.filter(conversation=chat, kind=Kind.CLOSED).order_by("-seq")
        ChatScore.objects.get_or_create(
            tenant=tenant,
            conversation=chat,
            closing=closings.values_list("seq", flat=True)[0],
            defaults={"operator_id": chat.operator_id},
        )
    for row in ChatScore.objects.select_related("conversation"):
        closed_at = row.conversation.closed_at or row.closed_at
        ChatScore.objects.filter(pk=row.pk).update(closed_at=closed_at, due_at=timezone.now())
    while score_some(tenant):
        pass
    late = timezone.now() - timedelta(hours=20)
    ReviewTask.objects.filter(reasons__contains=[Reason.LOW_RATING]).update(due_at=late)


def _row(asked: str) -> ChatScore:
    first = Entry.objects.filter(seq=1, body__startswith=asked).earliest("at")
    return ChatScore.objects.filter(conversation=first.conversation_id).latest("closing")


def _review(tenant: Tenant, people: dict[str, Membership], told: Told) -> Review:
    task, by = pick(_row(told.asked)), people[told.by]
    assert task is not None, "somebody answered"
    review_claims.claim(member=by, task_id=task.pk)
    criteria = list(Review.objects.get(task=task).version.criteria.all())
    values = {
        each.pk: None
        if each.position in told.apart
        else told.marks.get(each.position, (YES, ""))[0]
        for each in criteria
    }
    comments = {each.pk: told.marks.get(each.position, (YES, ""))[1] for each in criteria}
    written = Written(values, comments, _pointed(task, criteria, told), told.comment)
    review = reviewing.finish(member=by, task_id=task.pk, written=written)
    done = timezone.now() - timedelta(hours=19)
    Review.objects.filter(pk=review.pk).update(done_at=done)
    ReviewTask.objects.filter(pk=task.pk).update(done_at=done)
    return review


def _pointed(task: ReviewTask, criteria: list[Criterion], told: Told) -> list[Pointed]:
    said = Entry.objects.filter(
        conversation=task.conversation_id, kind=Kind.MESSAGE, author=Author.OPERATOR
    )
    seqs = list(said.order_by("seq").values_list("seq", flat=True))
    return [
        Pointed(seqs[message - 1], criteria[number - 1].pk, kind, comment)
        for message, number, kind, comment in told.said
    ]


def _calibrate(people: dict[str, Membership]) -> None:
    reviewers = [people[name] for name in CALIBRATED]
    made = calibrations.start_calibration(
        row=_row(INVOICE.asked), reviewers=reviewers, days=7, by=people["ada"]
    )
    criteria = list(made.version.criteria.values_list("pk", flat=True))
    for name, given in CALIBRATED.items():
        task = made.tasks.get(claimed_by=people[name])
        written = Written(dict(zip(criteria, given, strict=True)))
        reviewing.finish(member=people[name], task_id=task.pk, written=written)
    since = timezone.now() - timedelta(days=2)
    Calibration.objects.filter(pk=made.pk).update(started_at=since)


def _calibrate_next(people: dict[str, Membership]) -> None:
    """One that waits for both."""
    both = [people["ada"], people["sam"]]
    calibrations.start_calibration(
        row=_row(HEIGHT.asked), reviewers=both, days=7, by=people["nina"]
    )


def _begin_one(member: Membership) -> None:
    task = review_claims.claim_next(member=member)
    if task is not None:
        written = Written(comment="Quick and right. I would have liked to read a name.")
        reviewing.save_draft(member=member, task_id=task.pk, written=written)
