"""Who is responsible for what the company keeps, and what it asks its customers for."""

from django.db import models

from tenants.models import Tenant


class PrivacyNotice(models.Model):
    """What privacy pages and receipts say of the company (GDPR article 13), and whether it asks for
    permission to send news at all. A company without a row says its name, and does not ask."""

    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    controller = models.CharField(max_length=120, blank=True)  # its name in law; empty: its name
    contact = models.CharField(max_length=300, blank=True)  # an address of any kind, for questions
    policy_url = models.URLField(max_length=300, blank=True)
    asks_marketing = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="privacy_notice_once")]
