"""What a company wants of the checks, its own do and don't, and how often a check was of use."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import Membership, Tenant


class Severity(models.TextChoices):
    OFF = "off", _("Off")
    HINT = "hint", _("Hint")
    WARN = "warn", _("Warning")
    ASK = "ask", _("Ask before sending")


class Etiquette(models.Model):
    """One row a company, once it has chosen anything; until then the checks are as we made them."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    severities = models.JSONField(default=dict)  # {rule: severity} where it is not ours
    plain_words = models.JSONField(default=dict)  # {jargon in small letters: what to say instead}
    own_words = ArrayField(models.CharField(max_length=60), default=list)
    kept = models.JSONField(default=dict)  # {rule: the day somebody said that it stays}
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="etiquette_once")]


class HouseRule(models.Model):
    """Something the company does, or does not do, when it writes to customers.

    Without a pattern it is only read. `is_regex`: the pattern is RE2's syntax, else words parted by
    commas. What it finds should not be written: it is told with this rule as the reason.
    """

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="house_rules")
    is_do = models.BooleanField(default=False)
    text = models.CharField(max_length=160)
    pattern = models.CharField(max_length=300, blank=True)
    is_regex = models.BooleanField(default=False)
    hit = models.CharField(max_length=300, blank=True)  # an example the pattern must find
    miss = models.CharField(max_length=300, blank=True)  # and one that it must not
    instead = models.CharField(max_length=160, blank=True)  # to say in place of what was found
    severity = models.CharField(max_length=4, choices=Severity, default=Severity.HINT)

    class Meta:
        ordering = ["-is_do", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pattern="") | ~Q(hit=""), name="house_rule_pattern_has_an_example"
            )
        ]


class CheckCount(models.Model):
    """How often a rule spoke to somebody on one day, and what became of it. For reports about
    rules; nobody is ranked by it."""

    pk = models.CompositePrimaryKey("tenant", "rule", "day", "member")
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    rule = models.CharField(max_length=40)
    day = models.DateField()
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+", db_index=False)
    shown = models.PositiveIntegerField(default=0)
    dismissed = models.PositiveIntegerField(default=0)
    fixed = models.PositiveIntegerField(default=0)
    edited = models.PositiveIntegerField(default=0)
    sent_anyway = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["tenant", "day"], name="check_count_day")]


class DismissedWord(models.Model):
    """A word in no dictionary that somebody waved through: maybe one of the company's."""

    pk = models.CompositePrimaryKey("tenant", "word")
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    word = models.CharField(max_length=60)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-times", "word"]
