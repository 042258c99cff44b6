"""What a company has agreed to pay for, and what its payment service has told of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .table import PLANS


class Paying(models.TextChoices):
    NOT = "not", pgettext_lazy("paying", "Nothing is paid")
    PAID = "paid", pgettext_lazy("paying", "Paid")
    LATE = "late", pgettext_lazy("paying", "The last payment failed")


class Subscription(models.Model):
    """One for each company that has more or less than what is usual (settings.DEFAULT_PLAN).
    `customer` and `subscription` are the payment service's own names."""

    tenant = models.ForeignKey("tenants.Tenant", models.CASCADE, related_name="+")
    plan = models.CharField(
        _("Plan"), max_length=20, choices=[(plan.name, plan.label) for plan in PLANS.values()]
    )
    trial_ends_at = models.DateTimeField(_("Trial ends"), null=True, blank=True)
    paying = models.CharField(max_length=4, choices=Paying, default=Paying.NOT)
    customer = models.CharField(max_length=100, blank=True)
    subscription = models.CharField(max_length=100, blank=True)
    paid_until = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="subscription_once")]

    def __str__(self) -> str:
        return self.plan


class PaymentEvent(models.Model):
    """What the payment service told, by its own number: the same is not done twice."""

    tenant = models.ForeignKey("tenants.Tenant", models.CASCADE, related_name="+")
    number = models.CharField(max_length=100)
    kind = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="payment_event_once")
        ]
