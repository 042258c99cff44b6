"""Tokens of programs, and what was answered to requests that carried a key."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import Membership, Tenant


class SpeaksAs(models.TextChoices):
    """Who the log and the customer are told it was."""

    PROGRAM = "program", _("A program: everything it says is labelled as automatic")
    PERSON = "person", _("You: for a program in which you write the answers yourself")


class ApiToken(models.Model):
    """What a program shows to be let in. Only its hash is kept."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    speaks_as = models.CharField(max_length=7, choices=SpeaksAs, default=SpeaksAs.PROGRAM)
    hash = models.CharField(max_length=64)
    prefix = models.CharField(max_length=40)  # by which somebody recognises it
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "hash"], name="api_token_hash"),
            models.CheckConstraint(condition=~Q(scopes=[]), name="api_token_may_do_something"),
        ]

    @property
    def is_open(self) -> bool:
        """Neither revoked nor run out. Whether its maker still may: chat.api.tokens."""
        is_over = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.revoked_at is None and not is_over

    @property
    def is_program(self) -> bool:
        return self.speaks_as == SpeaksAs.PROGRAM


class StoredAnswer(models.Model):
    """What was answered to the first request with this key; sealed, for a day."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "token", "key"], name="stored_answer_key")
        ]
        indexes = [models.Index(fields=["tenant", "at"], name="stored_answer_at")]
