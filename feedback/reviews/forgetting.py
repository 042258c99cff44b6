"""What was said about a chat is forgotten with it: comments, replies and reasons quote what a
customer wrote. Scores and marks stay; they are about the operator."""

from django.db.models import QuerySet

from feedback.models import Appeal, CriterionMark, MessageMark, Review, ReviewTask


def forget_words_of(tasks: QuerySet[ReviewTask]) -> None:
    """Also of drafts, which end: nobody can read the chat any more."""
    ids = list(tasks.values_list("pk", flat=True))
    Review.objects.filter(task__in=ids, done_at=None).delete()
    reviews = Review.objects.filter(task__in=ids)
    told = list(reviews.values_list("pk", flat=True))
    MessageMark.objects.filter(review__in=told).delete()
    CriterionMark.objects.filter(review__in=told).exclude(comment="").update(comment="")
    Appeal.objects.filter(review__in=told).update(text="", answer="")
    reviews.update(comment="", reply="")
    ReviewTask.objects.filter(pk__in=ids, done_at=None).delete()


def forget_visitor(visitor_id: int) -> None:
    """Call before their chats are deleted: afterwards nobody knows whose they were."""
    forget_words_of(ReviewTask.objects.filter(conversation__visitor=visitor_id))


def forget_emptied() -> None:
    """Of chats whose words were kept as long as agreed (chat.actions.forgetting)."""
    tasks = ReviewTask.objects.filter(conversation__forgotten_at__isnull=False)
    worded = tasks.filter(reviews__messages__isnull=False) | tasks.filter(done_at=None)
    worded |= tasks.exclude(reviews__comment="") | tasks.exclude(reviews__reply="")
    worded |= tasks.filter(reviews__appeals__isnull=False).exclude(reviews__appeals__text="")
    worded |= tasks.filter(reviews__marks__isnull=False).exclude(reviews__marks__comment="")
    forget_words_of(worded.distinct())
