"""What reports are read from (feedback/reports/). Everything here can be told from the chats and is
kept so that a year of them need not be read again.

Triggers say what has to be counted anew (migrations/*_report_triggers): whatever changes a finished
chat, its rating, promise or review leaves a `ReportMark`; whatever changes a `ReportChat` leaves a
`ReportDirtyDay`. Both are only added to, so nobody who works ever waits for whoever counts.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from chat.models import Conversation
from tenants.models import Tenant


class Sums(models.Model):
    """What is counted, of one chat or of all chats of a day or month."""

    outside = models.PositiveIntegerField(default=0)  # began outside the hours: no wait is told
    answered = models.PositiveIntegerField(default=0)  # by a person
    in_target = models.PositiveIntegerField(default=0)  # of the answered
    by_bot = models.PositiveIntegerField(default=0)  # the assistant's answer was enough
    abandoned = models.PositiveIntegerField(default=0)  # ended without any answer, in the hours
    gaps = models.PositiveIntegerField(default=0)  # waits for an answer after the first one
    long_gaps = models.PositiveIntegerField(default=0)  # of them over two minutes
    asked = models.PositiveIntegerField(default=0)  # for a rating
    rated = models.PositiveIntegerField(default=0)
    satisfied = models.PositiveIntegerField(default=0)  # of the rated
    felt = models.PositiveIntegerField(default=0)  # chats whose mood is known
    upset = models.PositiveIntegerField(default=0)  # of the felt
    promised = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)  # in time
    late = models.PositiveIntegerField(default=0)  # kept, but later than promised
    dropped = models.PositiveIntegerField(default=0)
    reviewed = models.PositiveIntegerField(default=0)
    review_points = models.PositiveIntegerField(default=0)  # sum of scores of 100
    passed = models.PositiveIntegerField(default=0)  # of the reviewed

    class Meta:
        abstract = True


class ReportChat(Sums):
    """The facts of one finished chat. Times are seconds; None: there was no such wait.

    `day` and `hour` are those of the company's zone (ReportState.zone) in which it began.
    """

    pk = models.CompositePrimaryKey("tenant", "conversation")
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+", db_index=False)
    began_at = models.DateTimeField()
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()  # of the week: 24 * weekday + hour, Monday is 0
    department = models.BigIntegerField(null=True)
    member = models.BigIntegerField(null=True)
    page = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=12, blank=True)
    wait_s = models.PositiveIntegerField(null=True)  # until somebody had it
    answer_s = models.PositiveIntegerField(null=True)  # until the first word of a person
    handling_s = models.PositiveIntegerField(null=True)  # while somebody had it

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "day"], name="report_chat_day"),
            models.Index(fields=["tenant", "member", "day"], name="report_chat_member"),
        ]


class ReportSum(Sums):
    """All chats of one day, or of one month, by one thing or by two: `by` "" is all of them, else
    `key` says which department, member, page or language; `by2` and `key2` are of months alone,
    where `by` comes before `by2` in feedback.reports.summing.BY.

    `codes` and `times`: how often each hour of the week and each bucket of each time was there
    (feedback/reports/buckets.py). A month has rows only while they are right: one whose days have
    changed is told from its days until it is summed up again.
    """

    class Span(models.TextChoices):
        DAY = "d"
        MONTH = "m"

    pk = models.CompositePrimaryKey("tenant", "span", "by", "key", "by2", "key2", "first")
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    span = models.CharField(max_length=1, choices=Span)
    by = models.CharField(max_length=10, blank=True)
    key = models.CharField(max_length=120, blank=True)
    by2 = models.CharField(max_length=10, blank=True)
    key2 = models.CharField(max_length=120, blank=True)
    first = models.DateField()  # the day, or the first of the month
    chats = models.PositiveIntegerField()
    codes = ArrayField(models.PositiveSmallIntegerField(), default=list)
    times = ArrayField(models.PositiveIntegerField(), default=list)

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "span", "first", "by"], name="report_sum_when"),
        ]


class ReportMark(models.Model):
    """This chat has to be counted anew. It may be gone since."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    conversation = models.BigIntegerField()


class ReportDirtyDay(models.Model):
    """This day has to be summed up anew."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    day = models.DateField()


class ReportState(models.Model):
    """How far the counting is. `zone`: whose days and hours the rows have."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    zone = models.CharField(max_length=64)
    counted_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)  # not before
    months_at = models.DateTimeField(null=True)  # months are not summed up before

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="report_state_once")]
