"""One line of the trail. The database lets nobody change or remove it (migration 0009)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Through(models.TextChoices):
    SESSION = "session", _("Signed in")
    TOKEN = "token", _("API token")
    STAFF = "staff", _("Platform staff")
    CUSTOMER = "customer", _("Customer")
    SYSTEM = "system", _("By itself")


class AuditEntry(models.Model):
    """`actor` as they were called then; `target` what it was done to, in words or as a number."""

    tenant = models.ForeignKey("tenants.Tenant", models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    action = models.CharField(max_length=40)
    through = models.CharField(max_length=8, choices=Through)
    # Neither index nor cascade of its own: memberships are ended, never deleted.
    member = models.ForeignKey(
        "tenants.Membership", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )
    actor = models.CharField(max_length=120, blank=True)
    target = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    network = models.CharField(max_length=50, blank=True)
    browser = models.CharField(max_length=30, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "-at", "-id"], name="audit_newest"),
            models.Index(fields=["tenant", "member", "-at"], name="audit_of_member"),
            models.Index(fields=["tenant", "action", "-at"], name="audit_of_action"),
        ]
