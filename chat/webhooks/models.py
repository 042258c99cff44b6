"""Where a company wants to be told of what happens, and what it is told: the outbox is the job."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk import sealing
from tenants.models import Membership, Tenant

SEALED_ADDRESS = b"helpdesk webhook address"
SEALED_SECRET = b"helpdesk webhook secret"


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def webhooks(self) -> "EndpointQuerySet":
        return self.filter(kind=Endpoint.Kind.WEBHOOK)

    def channels(self) -> "EndpointQuerySet":
        """Of notifications (chat.notify)."""
        return self.exclude(kind=Endpoint.Kind.WEBHOOK)


class Endpoint(models.Model):
    """An address of the company's own, or of its team chat. What is sent there waits in the outbox
    while it is paused, too."""

    class Kind(models.TextChoices):
        WEBHOOK = "webhook"  # every event as it is, signed: docs/webhooks.md
        SLACK = "slack", _("Slack, Mattermost, Rocket.Chat and others that understand the same")
        GENERIC = "generic", _("Another program, as signed JSON")

    class Paused(models.TextChoices):
        BY_HAND = "by_hand", _("Paused by hand.")
        FAILING = "failing", _("Paused: nothing could be delivered for three days.")
        GONE = "gone", _("Paused: the server answered that this address is gone for good.")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="endpoints")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.WEBHOOK)
    name = models.CharField(max_length=60)
    sealed_url = models.BinaryField()  # of team chats the address is the secret
    host = models.CharField(max_length=260)  # of the address: what is shown of it
    events = ArrayField(models.CharField(max_length=40))
    has_details = models.BooleanField(default=False)  # notifications: names and first words, too

    sealed_secret = models.BinaryField(null=True)
    sealed_old_secret = models.BinaryField(null=True)  # good until `old_secret_until`
    old_secret_until = models.DateTimeField(null=True)

    failures = models.PositiveIntegerField(default=0)  # in a row
    failing_since = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)  # asked seldom while it fails
    paused_at = models.DateTimeField(null=True)
    paused_why = models.CharField(max_length=8, choices=Paused, blank=True)
    made_at = models.DateTimeField(db_default=Now())  # the clock that also dates the log's entries
    made_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = EndpointQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["tenant", "kind"], name="endpoint_by_kind")]

    @property
    def url(self) -> str:
        """Raises sealing.CannotOpen."""
        return sealing.unseal(self.sealed_url, SEALED_ADDRESS)

    @property
    def is_failing(self) -> bool:
        return self.failures > 0


class Delivery(models.Model):
    """One event on its way to one endpoint. `id` is also the order in which those of one
    conversation go out: the next one waits for the one before."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        SENDING = "sending", _("On its way")
        SENT = "sent", _("Delivered")
        FAILED = "failed", _("Given up")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    endpoint = models.ForeignKey(
        Endpoint, models.CASCADE, related_name="deliveries", db_index=False
    )
    # Whom it is about: their data goes when they are forgotten.
    conversation = models.ForeignKey(
        "Conversation", models.CASCADE, null=True, related_name="+", db_index=False
    )
    subject = models.BigIntegerField(null=True)  # the visitor; see chat.actions.forgetting
    event = models.CharField(max_length=40)
    message_id = models.CharField(max_length=40)  # the same for every attempt and endpoint
    body = models.TextField()
    is_again = models.BooleanField(default=False)  # asked for by hand
    key = models.UUIDField(default=uuid4)  # in addresses: says nothing about the order
    at = models.DateTimeField(default=timezone.now)  # or later, see outbox.emit

    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)  # not worth sending later; without one: three days
    handed_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tries = models.JSONField(default=list)  # [{"at", "status", "ms", "why"}]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "key"], name="delivery_key")]
        indexes = [
            models.Index(fields=["tenant", "endpoint", "-at", "-id"], name="delivery_log"),
            models.Index(fields=["tenant", "at"], name="delivery_old"),
            models.Index(
                fields=["tenant", "subject"],
                condition=Q(subject__isnull=False),
                name="delivery_subject",
            ),
            models.Index(
                fields=["tenant", "due_at"], condition=Q(state="queued"), name="delivery_due"
            ),
            models.Index(
                fields=["tenant", "claimed_at"],
                condition=Q(state="sending"),
                name="delivery_sending",
            ),
            models.Index(
                fields=["tenant", "conversation", "endpoint", "id"], name="delivery_in_order"
            ),
        ]


class ReadPlace(models.Model):
    """How far the log of a conversation has been told. Locked by whoever reads on, as the last of
    all locks, so that the events of one conversation are numbered in one order."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(
        "Conversation", models.CASCADE, related_name="+", db_index=False
    )
    seq = models.BigIntegerField(default=0)
    status = models.CharField(max_length=8, default="waiting")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "conversation"], name="read_place_once")
        ]
