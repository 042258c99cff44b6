"""What customers of the last weeks said after their chats: enough that the page of ratings has
figures, though not of everybody."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.utils import timezone

from chat.models import Conversation
from feedback.models import Answer, Ask, Question, Rating
from feedback.surveys.versions import newest
from tenants.models import Membership, Tenant

from .past import Past, tell_past

DAYS = 60
# Who answered, and what their customers said from 1 to 5; None: nothing. The oldest first.
SCORES = {
    "omar": [5, 5, None, 4, 5, 3, 5, None, 5, 4, 5, None, 5, 2, 4, 5, 5],
    "sam": [4, 5, 5, None, 4, 3, 5, None, 5, 4, 4, 5, None, 5],
    "tess": [5, None, 4, 5, None, 3],
}
WORDS = {
    5: ["Quick, kind, solved. Thank you!", "I have never had a chat like this with a shop."],
    4: ["A good answer, I only had to wait a moment."],
    3: ["It was all right, but I had to ask twice."],
    2: ["The label came without an address on it, so I had to write again."],
}
UNHAPPY = 2  # this one shows which chat it was, and wants to hear from the shop


def rate_some(tenant: Tenant, people: dict[str, Membership]) -> None:
    """Call inside the company's scope, after its chats have been told."""
    chance = Random(7)
    wanted = sorted(_chats(tenant, people, chance), key=lambda pair: pair[0].at)
    told = tell_past(tenant, [chat for chat, _ in wanted])
    version = newest(tenant)
    asks = Ask.objects.bulk_create(_ask(chat, version.pk) for chat in told)
    scores = [score for _, score in wanted]
    ratings = Rating.objects.bulk_create(
        _rating(ask, score) for ask, score in zip(asks, scores, strict=True) if score
    )
    questions = list(version.questions.all())
    Answer.objects.bulk_create(
        _answer(rating, question, chance)
        for rating in ratings
        for question in questions
        if chance.random() < (0.35 if question.kind == Question.Kind.TEXT else 0.75)
    )
    _settle_the_written()


def _chats(
    tenant: Tenant, people: dict[str, Membership], chance: Random
) -> Iterator[tuple[Past, int | None]]:
    today = timezone.now().astimezone(ZoneInfo(tenant.zone)).date()
    for name, scores in SCORES.items():
        first = people[name].in_departments.select_related("department").first()
        department = first.department if first else None
        for number, score in enumerate(scores):
            day = today - timedelta(days=5 + (len(scores) - 1 - number) * DAYS // len(scores))
            moment = time(chance.randint(9, 15), chance.randint(5, 55))
            at = datetime.combine(day, moment, ZoneInfo(tenant.zone))
            yield Past(people[name], department, at, chance.randint(0, 99)), score


def _ask(chat: Conversation, version_id: int) -> Ask:
    chat.refresh_from_db(fields=["last_seq", "closed_at"])
    return Ask(
        tenant_id=chat.tenant_id,
        conversation=chat,
        closing=chat.last_seq,
        version_id=version_id,
        operator_id=chat.operator_id,
        department_id=chat.department_id,
        asked_at=chat.closed_at,
        shown_at=chat.closed_at,
    )


def _rating(ask: Ask, score: int) -> Rating:
    return Rating(
        tenant_id=ask.tenant_id,
        ask=ask,
        score=score,
        is_open=score == UNHAPPY,
        wants_contact=score == UNHAPPY,
        at=ask.asked_at + timedelta(minutes=1),
    )


def _answer(rating: Rating, question: Question, chance: Random) -> Answer:
    score = rating.score
    number, text = None, ""
    if question.kind == Question.Kind.TEXT:
        text = chance.choice(WORDS[score])
    elif question.kind == Question.Kind.CHOICE:
        number = 0 if score > 3 else chance.choice([1, 2])
    else:
        most = 7 if question.kind == Question.Kind.CES else 5
        number = max(1, min(most, score + chance.choice([-1, 0, 1, 1]) + (most - 5)))
    return Answer(
        tenant_id=rating.tenant_id, rating=rating, question=question, number=number, text=text
    )


def _settle_the_written() -> None:
    """The chats one can read were asked about when they were closed, days ago."""
    for ask in Ask.objects.filter(shown_at=None).select_related("conversation"):
        Ask.objects.filter(pk=ask.pk).update(asked_at=ask.conversation.closed_at or ask.asked_at)
