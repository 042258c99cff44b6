"""Mail to customers: an outbox row each, or there is no mail."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Conversation
from tenants.models import Tenant

from .consent import LiveConsent, Purpose


class MailKind(models.TextChoices):
    ANSWER = "answer", _("The promised answer")
    TRANSCRIPT = "transcript", _("A copy of the chat")
    SURVEY = "survey", _("How was the chat?")
    SATISFIED_CHECK = "satisfied_check", _("Is it solved?")
    CONFIRMATION = "confirmation", _("Confirm the address")


# Which permission each needs. The database checks the same (mail_kind_has_its_purpose).
PURPOSE_OF = {
    MailKind.ANSWER: Purpose.FOLLOW_UP,
    MailKind.TRANSCRIPT: Purpose.TRANSCRIPT,
    MailKind.SURVEY: Purpose.SURVEY,
    MailKind.SATISFIED_CHECK: Purpose.SATISFIED_CHECK,
    MailKind.CONFIRMATION: Purpose.CONFIRMATION,
}


class OutgoingMail(models.Model):
    """The row is the job. It holds neither address nor text: both are looked up when it is sent.

    `subject` is the visitor. The foreign key (tenant, live_consent, purpose, subject) is in
    migrations/0002_guards.py; purpose, kind and subject of a row never change.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        UNKNOWN = "unknown", _("not known whether it was sent")
        FAILED = "failed", _("refused")
        CANCELLED = "cancelled", _("cancelled")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="outgoing_mail")
    kind = models.CharField(max_length=16, choices=MailKind)
    purpose = models.CharField(max_length=16, choices=Purpose)
    subject = models.BigIntegerField()
    live_consent = models.ForeignKey(
        LiveConsent, models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    digest = models.CharField(max_length=64, blank=True)  # of the address, for limits and bounces
    dedupe_key = models.CharField(max_length=120)
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, null=True, related_name="outgoing_mail"
    )
    language = models.CharField(max_length=12, default="en")
    data = models.JSONField(default=dict)  # numbers of what it is about; no address, no text
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField(default=timezone.now)
    handed_at = models.DateTimeField(null=True)  # to a worker; the hint may have been lost since
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=200, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "dedupe_key"], name="mail_once"),
            models.CheckConstraint(
                condition=~Q(state="queued") | Q(live_consent__isnull=False),
                name="mail_queued_by_consent",
            ),
            models.CheckConstraint(
                condition=Q(
                    *(Q(kind=kind, purpose=purpose) for kind, purpose in PURPOSE_OF.items()),
                    _connector=Q.OR,
                ),
                name="mail_kind_has_its_purpose",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "due_at", "id"], condition=Q(state="queued"), name="mail_due"
            ),
            models.Index(
                fields=["tenant", "claimed_at"], condition=Q(state="sending"), name="mail_sending"
            ),
            models.Index(
                fields=["tenant", "-claimed_at"],
                condition=Q(claimed_at__isnull=False),
                name="mail_claimed",
            ),
            models.Index(fields=["tenant", "digest", "-sent_at"], name="mail_to_address"),
            models.Index(fields=["tenant", "-id"], name="mail_newest"),
            models.Index(fields=["tenant", "subject"], name="mail_of_visitor"),
        ]


class MailTemplate(models.Model):
    """The company's own words of one kind of mail in one language; without one, ours."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="mail_templates")
    kind = models.CharField(max_length=16, choices=MailKind)
    language = models.CharField(max_length=12)
    subject = models.CharField(max_length=150)
    body = models.TextField(max_length=4000)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "language"], name="mail_template_once"
            )
        ]


class MailSender(models.Model):
    """Who the company's mail comes from. An own address counts once somebody who reads its mail
    has confirmed it."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="mail_senders")
    name = models.CharField(max_length=80)
    address = models.EmailField(max_length=254, blank=True)
    reply_to = models.EmailField(max_length=254, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="mail_sender_once")]
