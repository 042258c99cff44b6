"""Practice with a simulated customer (feedback/practice)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Visitor
from tenants.models import Membership, Presence, Tenant


class PracticeScenario(models.Model):
    """One a company wrote itself. A run keeps the wording it was played with, so an edit is the
    next version and changes nothing that was played."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="practice_scenarios")
    title = models.CharField(max_length=80)
    content = models.JSONField()  # feedback.practice.scenario.Scenario.as_data
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["title", "id"]

    @property
    def key(self) -> str:
        return f"own-{self.pk}"


class PracticeRun(models.Model):
    """One practice chat, in the real company: what was said (masked), how it went, what a
    supervisor makes of it."""

    class Outcome(models.TextChoices):
        SOLVED = "solved", _("Solved")
        SOLVED_UPSET = "solved_upset", _("Solved, but they left upset")
        LEFT = "left", _("They gave up and left")
        LIMIT = "limit", _("Time ran out")
        CLOSED = "closed", _("Closed before it was solved")
        ENDED = "ended", _("Handed over too soon")
        STOPPED = "stopped", _("Stopped")

    class Verdict(models.TextChoices):
        PASSED = "passed", _("Passed")
        AGAIN = "again", _("Try again")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="practice_runs")
    member = models.ForeignKey(
        Membership, models.PROTECT, related_name="practice_runs", db_index=False
    )
    scenario = models.CharField(max_length=40)  # a shipped one's key, or a PracticeScenario's
    content = models.JSONField()
    seed = models.BigIntegerField()
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    presence_before = models.CharField(max_length=8, choices=Presence, blank=True)
    transcript = models.JSONField(default=list)  # [{seq, at, author, name, text, kind}]
    changes = models.JSONField(default=list)  # of temper: [{why, points, seq, temper}]
    score = models.JSONField(default=list)  # of feedback.scoring: [{criterion, met, value, seq}]
    reviewer = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reviewed_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=6, choices=Verdict, blank=True)
    comment = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "member"],
                condition=Q(ended_at__isnull=True),
                name="practice_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("member")),
                name="practice_not_reviewed_by_oneself",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "member", "-started_at"], name="practice_of"),
            models.Index(fields=["tenant", "-started_at"], name="practice_latest"),
            models.Index(
                fields=["tenant", "ended_at"],
                condition=Q(verdict="", ended_at__isnull=False),
                name="practice_to_review",
            ),
        ]


class PracticeChat(models.Model):
    """The simulated customer of a run, in the sandbox: what they remember, what they are about to
    say, and when somebody has to look after them next."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    company = models.ForeignKey(Tenant, models.CASCADE, related_name="+", db_index=False)
    run = models.BigIntegerField()  # a PracticeRun of that company
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+", db_index=False)
    visitor = models.ForeignKey(
        Visitor, models.CASCADE, null=True, related_name="+", db_index=False
    )
    content = models.JSONField()
    state = models.JSONField()  # feedback.practice.memory.Memory
    pace = models.FloatField(default=1.0)  # below 1: faster
    pending = models.JSONField(default=list)  # what is being typed: [{n, text, due, typing}]
    said = models.PositiveIntegerField(default=0)  # lines so far
    heard_seq = models.BigIntegerField(default=0)
    since = models.DateTimeField(null=True)  # from when their patience counts
    started_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], condition=Q(over_at__isnull=True), name="practice_chat_one"
            )
        ]
