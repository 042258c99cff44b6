"""Who agreed to what, by which words, since when: the ledger, and what is in force now.

What PostgreSQL itself refuses is in migrations/0002_guards.py.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Visitor
from tenants.models import Tenant


class Purpose(models.TextChoices):
    """Each is asked for by itself, with a box of its own."""

    FOLLOW_UP = "follow_up", _("Answer my question by e-mail")
    TRANSCRIPT = "transcript", _("Send me a copy of this chat")
    SURVEY = "survey", _("Ask me by e-mail how the chat was")
    SATISFIED_CHECK = "satisfied_check", _("Ask me in some days whether it is solved")
    CONFIRMATION = "confirmation", _("Send one e-mail to confirm my address")
    MARKETING = "marketing", _("Send me news and offers")


class ConsentText(models.Model):
    """The exact words somebody was shown, never changed; a change is the next version."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="consent_texts")
    purpose = models.CharField(max_length=16, choices=Purpose)
    locale = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    wording = models.TextField(max_length=2000)
    sha256 = models.CharField(max_length=64)  # of `wording` as UTF-8, hexadecimal
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "purpose", "locale", "version"], name="consent_text_version"
            ),
        ]


class Address(models.Model):
    """Where somebody may be written to. The one place an address is kept: encrypted
    (feedback.addresses), so that no file of the database has it in clear; deleted with its last
    consent."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="+", db_index=False)
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64)  # keyed: equal addresses, equal digests
    confirmed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "visitor", "digest"], name="address_once_a_visitor"
            )
        ]
        indexes = [models.Index(fields=["tenant", "digest"], name="address_by_digest")]


class ConsentEvent(models.Model):
    """The ledger: one line for all that was ever agreed or taken back. Only ever added to.

    `subject` is the number of the visitor, who may have been erased since; a line holds nothing
    else about them.
    """

    class What(models.TextChoices):
        GIVEN = "given", _("given")
        CONFIRMED = "confirmed", _("confirmed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        USED = "used", _("used up: it was for one mail")
        STOPPED = "stopped", _("stopped: the address does not work, or complained")
        ERASED = "erased", _("ended by erasure")
        EXPIRED = "expired", _("ended: it was kept as long as the company keeps addresses")

    class By(models.TextChoices):
        VISITOR = "visitor", _("the visitor")
        MEMBER = "member", _("somebody of the company")
        SYSTEM = "system", _("the system")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="consent_events")
    receipt = models.UUIDField(default=uuid.uuid4)
    subject = models.BigIntegerField()
    purpose = models.CharField(max_length=16, choices=Purpose)
    what = models.CharField(max_length=9, choices=What)
    text = models.ForeignKey(
        ConsentText, models.PROTECT, null=True, related_name="+", db_index=False
    )
    conversation = models.BigIntegerField(null=True)
    by = models.CharField(max_length=7, choices=By)
    member = models.BigIntegerField(null=True)
    place = models.CharField(max_length=20)  # widget, privacy_page, unsubscribe, link, api, relay
    # Where somebody agreed, or took it back, elsewhere: by what, and when. Empty: here and then.
    how = models.CharField(max_length=200, blank=True, default="", db_default="")
    shown_at = models.DateTimeField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "receipt"], name="consent_receipt_once")
        ]
        indexes = [
            models.Index(fields=["tenant", "subject", "id"], name="consent_event_of"),
            models.Index(fields=["tenant", "purpose", "id"], name="consent_event_for"),
        ]


class LiveConsent(models.Model):
    """What is in force now. A mail refers to it by (tenant, id, purpose, visitor), so that without
    it, for another purpose or for somebody else there can be none."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="live_consents")
    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="+", db_index=False)
    purpose = models.CharField(max_length=16, choices=Purpose)
    address = models.ForeignKey(Address, models.PROTECT, related_name="consents")
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="+", db_index=False)
    event = models.ForeignKey(ConsentEvent, models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "visitor", "purpose"], name="live_consent_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "id", "purpose", "visitor"], name="live_consent_reference"
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "given_at"],
                condition=Q(purpose="confirmation"),
                name="live_consent_unconfirmed",
            )
        ]


class Suppression(models.Model):
    """Addresses that are not written to any more, by keyed digest alone; outlives erasure."""

    class Why(models.TextChoices):
        BOUNCED = "bounced", _("mail came back")
        COMPLAINED = "complained", _("reported as unwanted")
        ERASED = "erased", _("erased on request")

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    why = models.CharField(max_length=10, choices=Why)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "digest", "why"], name="suppression_once")
        ]

    @classmethod
    def stops(cls, digest: str) -> bool:
        """Whether that address is not written to any more."""
        return cls.objects.filter(digest=digest).exists()
