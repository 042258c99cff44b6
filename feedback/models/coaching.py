"""What one person gives another so that they get better: praise, tasks, goals, and chats worth
reading.

All of it stays when somebody leaves; what was open is closed then (feedback/coaching/care.py).
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Conversation
from tenants.models import Membership, Tenant

from .reviews import Review


class Praise(models.Model):
    """For whom it is about, and who looks after all chats; the team reads it where they agree."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="praise")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="praise", db_index=False)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(max_length=1000)
    review = models.ForeignKey(
        Review, models.SET_NULL, null=True, related_name="praise", db_index=False
    )
    seq = models.BigIntegerField(null=True)  # of the message it is about
    given_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True)  # since then the team reads it

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("member")), name="praise_of_somebody_else")
        ]
        indexes = [
            models.Index(fields=["tenant", "member", "-given_at"], name="praise_of"),
            models.Index(
                fields=["tenant", "-shared_at"],
                condition=Q(shared_at__isnull=False),
                name="praise_shared",
            ),
        ]


class CoachingTask(models.Model):
    """Something to do or to try: done by the operator with a word, confirmed by a coach."""

    class State(models.TextChoices):
        OPEN = "open", _("To do")
        DONE = "done", _("Done, to be looked at")
        CONFIRMED = "confirmed", _("Confirmed")
        CLOSED = "closed", _("Closed")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="coaching_tasks")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=200)
    why = models.TextField(max_length=1000, blank=True)
    review = models.ForeignKey(
        Review, models.SET_NULL, null=True, related_name="coaching_tasks", db_index=False
    )
    seq = models.BigIntegerField(null=True)  # of the message it is about
    scenario = models.CharField(max_length=40, blank=True)  # of practice, by its name
    due_on = models.DateField()  # by the company's calendar
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    word = models.TextField(max_length=1000, blank=True)  # of the operator, when it was done
    answer = models.TextField(max_length=1000, blank=True)  # of the coach
    given_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # confirmed, or closed
    ended_by = models.ForeignKey(  # None: it ended because the operator left
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "closed"]) | Q(done_at__isnull=False),
                name="coaching_task_done_sometime",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | (Q(ended_by__isnull=False) & ~Q(ended_by=F("member"))),
                name="coaching_task_confirmed_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "member", "due_on"], name="coaching_task_of"),
            models.Index(
                fields=["tenant", "due_on"],
                condition=Q(state__in=["open", "done"]),
                name="coaching_task_open",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.OPEN, self.State.DONE)


class Goal(models.Model):
    """From one share to another by a day, of a criterion of reviews or of a point that is counted.

    `root`: Criterion.lineage; `point`: a name of feedback/scoring/. Exactly one of them is there.
    """

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="goals")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    root = models.BigIntegerField(null=True)
    point = models.CharField(max_length=20, blank=True)
    why = models.TextField(max_length=1000, blank=True)
    start = models.PositiveSmallIntegerField(null=True)  # percent; None: too few chats to tell
    target = models.PositiveSmallIntegerField()  # percent
    begins_on = models.DateField()
    ends_on = models.DateField()
    set_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(  # None: it ended because the operator left
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(root=None, point__gt="") | Q(root__isnull=False, point=""),
                name="goal_of_one_measure",
            ),
            models.CheckConstraint(
                condition=Q(target__gte=1, target__lte=100), name="goal_is_a_share"
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=F("begins_on")), name="goal_has_time"),
        ]
        indexes = [models.Index(fields=["tenant", "member", "ends_on"], name="goal_of")]


class Exemplar(models.Model):
    """A chat others may learn from, masked and copied when it was proposed. Nobody but its operator
    and whoever looks after all chats sees it before that operator agrees. Erased with its chat."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for the operator")
        AGREED = "agreed", _("In the library")
        DECLINED = "declined", _("Not agreed to")
        WITHDRAWN = "withdrawn", _("Taken out")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="exemplars")
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="exemplars", db_index=False
    )
    review = models.ForeignKey(
        Review, models.SET_NULL, null=True, related_name="exemplars", db_index=False
    )
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=120)
    why = models.TextField(max_length=1000)
    shows = models.CharField(max_length=160)  # the criterion, in its words back then
    root = models.BigIntegerField(null=True)  # Criterion.lineage
    # [{"seq", "who": "customer|operator|automatic", "text", "at_s": since the first, "mark"}]
    lines = models.JSONField(default=list)
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    is_named = models.BooleanField(default=False)  # the operator wants their name on it
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "conversation", "member"],
                condition=Q(state__in=["proposed", "agreed"]),
                name="exemplar_once",
            )
        ]
        indexes = [
            models.Index(fields=["tenant", "state", "-decided_at"], name="exemplar_library"),
            models.Index(fields=["tenant", "member", "-proposed_at"], name="exemplar_of"),
        ]


class TipChoice(models.Model):
    """Who has put the tip of which day aside; `is_off`: wants none."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+", db_index=False)
    put_aside_on = models.DateField(null=True)
    is_off = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "member"], name="tip_choice_once")]
