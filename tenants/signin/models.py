"""Where people are signed in, and the providers through which companies let them in."""

from django.db import models
from django.utils import timezone


class SignedIn(models.Model):
    """A browser somebody is signed in with. Of nobody's company: it is the person's.

    No network address: the browser's family and the hour tell them apart well enough.
    """

    person = models.ForeignKey("tenants.User", models.CASCADE, related_name="signed_in")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now)


class Provider(models.Model):
    """The OpenID Connect provider of one company. `secret` is sealed (helpdesk.sealing)."""

    tenant = models.ForeignKey("tenants.Tenant", models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=300)
    secret = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="provider_one_each")]


class ProviderAccount(models.Model):
    """Who of the company a subject of its provider is. Gone with the provider: another one's
    subjects are other people."""

    tenant = models.ForeignKey("tenants.Tenant", models.CASCADE, related_name="+")
    provider = models.ForeignKey(Provider, models.CASCADE, related_name="accounts", db_index=False)
    subject = models.CharField(max_length=255)
    member = models.ForeignKey("tenants.Membership", models.CASCADE, related_name="+")
    linked_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "provider", "subject"], name="provider_subject_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "provider", "member"], name="provider_member_once"
            ),
        ]
