"""What came of the reviews at Acme: praise, tasks, a goal, two chats for the library, and what the
worker read in all the others."""

from datetime import timedelta

from django.utils import timezone

from chat.articles.dates import today_of
from chat.etiquette.models import CheckCount
from feedback.actions import coaching, exemplars
from feedback.coaching.reading.batches import read_on
from feedback.models import CoachingTask, Exemplar, Praise, Reading, Review
from tenants.models import Membership, Tenant

from .past import Past, tell_past

GREETED = (
    "You answered the price, the days and the customs in one breath, and asked if anything "
    "was open. That customer will not have to write again."
)
SAID_WHY = (
    "You said why you ask for the name on the invoice before you asked for it. People gladly "
    "answer once they know what it is good for."
)
# (rule, how often shown, how often sent anyway) in the last weeks.
CHECKS = [("closed_question", 31, 17), ("vague_time", 22, 9), ("greeting", 40, 8)]


# What more and more customers ask: (days ago, page, its title, what was asked)
LATELY = [
    (1, "/lamps/paper-moon", "Paper Moon", "Do you offer gift wrapping for the Paper Moon?"),
    (2, "/lamps/desk-heron", "Desk Heron", "Is gift wrapping possible? It is for my sister."),
    (3, "/lamps/fireflies", "Fireflies", "How much is gift wrapping, and can I add a card?"),
    (4, "/cart", "Your cart", "I cannot find where to choose gift wrapping."),
    (5, "/lamps/paper-moon", "Paper Moon", "Can the Paper Moon hang in a bathroom?"),
    (9, "/lamps/desk-heron", "Desk Heron", "Can the Desk Heron be dimmed?"),
    (10, "/lamps/paper-moon", "Paper Moon", "Can the Paper Moon be dimmed?"),
    (11, "/lamps/fireflies", "Fireflies", "Can the Fireflies be dimmed with my remote control?"),
]
ANSWERED = "Thank you for asking. I have looked it up for you: it can, and I show you how."


def coach_some(tenant: Tenant, people: dict[str, Membership]) -> None:
    """Call inside the company's scope, after its chats have been reviewed."""
    done = Review.objects.filter(done_at__isnull=False, task__calibration=None).order_by("pk")
    norway, invoice, *_ = done.select_related("task__operator")
    _praise(people, norway, invoice)
    _set_tasks(tenant, people, invoice)
    _fill_the_library(people, norway, invoice)
    _count_checks(tenant, people)
    tell_past(tenant, _lately(people["omar"]))
    Reading.objects.update_or_create(tenant=tenant, defaults={"next_at": timezone.now()})
    read_on(tenant)


def _lately(operator: Membership) -> list[Past]:
    now = timezone.now()
    return [
        Past(operator, None, now - timedelta(days=days), said=(page, title, asked, ANSWERED))
        for days, page, title, asked in sorted(LATELY, reverse=True)
    ]


def _praise(people: dict[str, Membership], norway: Review, invoice: Review) -> None:
    operator, other = norway.task.operator, invoice.task.operator
    first = coaching.give_praise(member=operator, by=people["sam"], text=GREETED, review=norway)
    coaching.share_praise(praise_id=first.pk, member=operator, is_shared=True)
    coaching.give_praise(member=other, by=people["ada"], text=SAID_WHY, review=invoice)
    Praise.objects.filter(pk=first.pk).update(seen_at=timezone.now())


def _set_tasks(tenant: Tenant, people: dict[str, Membership], invoice: Review) -> None:
    today = today_of(tenant)
    coaching.set_task(
        member=people["omar"],
        by=people["sam"],
        what="Name a time in every “I will look into it” of this week",
        why="“One minute” was two. “Three minutes”, and being early, is worth more than it sounds.",
        due_on=today + timedelta(days=4),
        review=invoice if invoice.task.operator_id == people["omar"].pk else None,
    )
    tried = coaching.set_task(
        member=people["tess"],
        by=people["sam"],
        what="Read two chats of the library, and say what you would take from them",
        due_on=today + timedelta(days=2),
    )
    word = "The one about the invoice: say why before you ask. I tried it twice, nobody minded."
    coaching.finish_task(task_id=tried.pk, member=people["tess"], word=word)
    CoachingTask.objects.filter(pk=tried.pk).update(given_at=timezone.now() - timedelta(days=3))
    coaching.set_goal(
        member=people["omar"],
        by=people["sam"],
        point="greeting",
        start=5,
        target=60,
        begins_on=today - timedelta(days=21),
        ends_on=today + timedelta(days=21),
        why="Your answers are the quickest we have. A hello in front of them costs a second.",
    )


def _fill_the_library(people: dict[str, Membership], norway: Review, invoice: Review) -> None:
    kept = exemplars.propose(
        review=invoice,
        by=people["ada"],
        title="Saying why before asking",
        why="How the question for the name is explained before it is asked, and made sure of.",
        shows="Understands before answering",
    )
    exemplars.agree(exemplar_id=kept.pk, member=invoice.task.operator, is_named=True)
    Exemplar.objects.filter(pk=kept.pk).update(decided_at=timezone.now() - timedelta(days=1))
    exemplars.propose(
        review=norway,
        by=people["sam"],
        title="Everything in one answer",
        why="Price, days and customs come before anybody has to ask for them.",
        shows="Answers the question",
    )


def _count_checks(tenant: Tenant, people: dict[str, Membership]) -> None:
    day = today_of(tenant) - timedelta(days=6)
    CheckCount.objects.bulk_create(
        (
            CheckCount(
                tenant=tenant,
                rule=rule,
                day=day,
                member=people["omar"],
                shown=shown,
                sent_anyway=sent,
                edited=shown - sent,
            )
            for rule, shown, sent in CHECKS
        ),
        ignore_conflicts=True,
    )
