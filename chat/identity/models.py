"""How a company vouches for its own customers. What they are called stands with the visitor."""

from django.db import models
from django.utils import timezone

from tenants.models import Tenant


class IdentitySettings(models.Model):
    """One for each company that has ever changed it. Two secrets count while one is replaced."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    is_required = models.BooleanField(default=False)  # what is not signed is not taken at all
    secret = models.BinaryField(null=True)  # sealed, see helpdesk.sealing
    made_at = models.DateTimeField(null=True)
    former = models.BinaryField(null=True)
    former_ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="identity_settings_once")]


class IdentityNonce(models.Model):
    """A token has named this visitor, and names nobody else for as long as it is valid."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    visitor = models.ForeignKey("Visitor", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)  # of the token's jti
    ends_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "digest"], name="identity_nonce_once")
        ]
        indexes = [models.Index(fields=["tenant", "ends_at"], name="identity_nonce_ends")]
