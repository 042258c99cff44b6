"""How long things are kept, and the record of what was forgotten."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import Membership, Tenant


class Retention(models.Model):
    """Days each sort of thing is kept after the chat was closed; empty: until somebody asks."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    messages_days = models.PositiveIntegerField(null=True, blank=True)
    attachments_days = models.PositiveIntegerField(null=True, blank=True)
    ratings_days = models.PositiveIntegerField(null=True, blank=True)
    addresses_days = models.PositiveIntegerField(null=True, blank=True)
    next_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="retention_once")]

    @classmethod
    def of(cls, tenant: Tenant) -> "Retention":
        """What the company has set; not stored yet where it has set nothing."""
        return cls.objects.filter(tenant=tenant).first() or cls(tenant=tenant)


class RetentionRun(models.Model):
    """What was forgotten by itself, when, and how much."""

    class What(models.TextChoices):
        MESSAGES = "messages", _("Messages")
        ATTACHMENTS = "attachments", _("Files")
        RATINGS = "ratings", _("Ratings")
        ADDRESSES = "addresses", _("Addresses")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="retention_runs")
    what = models.CharField(max_length=11, choices=What)
    before = models.DateTimeField()
    removed = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]


class Erasure(models.Model):
    """That one visitor was forgotten on request: by number, which says nothing any more."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="erasures")
    subject = models.BigIntegerField()
    by = models.ForeignKey(  # nobody: the visitor themselves
        Membership, models.PROTECT, null=True, related_name="+", db_index=False
    )
    removed = models.JSONField(default=dict)  # {what: how many}
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]


class MaskPattern(models.Model):
    """What is masked in messages besides card numbers; RE2 syntax, so that it takes linear time."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="mask_patterns")
    name = models.CharField(max_length=60)
    pattern = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]


class MarketingExport(models.Model):
    """Who took the list of those who agreed to marketing, and how long it was."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    count = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
