"""How people of the demo sign in: Acme's domain is its own, and its people may join by it."""

from tenants.audit import record
from tenants.models import Tenant

DOMAIN = "acme.example"


def open_the_domain(acme: Tenant) -> None:
    """Call inside the company's scope."""
    acme.proved_domains, acme.claimed_domains = [DOMAIN], ["shop.acme.example"]
    acme.joins_by_domain = True
    acme.save(update_fields=["proved_domains", "claimed_domains", "joins_by_domain"])
    record("signin.domain_proved", target=DOMAIN)
    record("signin.joining_changed", joins=[False, True])
