"""Who did what in the weeks before: the trail of a company that is run by people."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tenants.models import AuditEntry, Membership, Tenant

# (days ago, hour, who, action, target, detail, network, browser)
LINES: list[tuple[int, int, str, str, str, dict[str, Any], str, str]] = [
    (41, 9, "ada", "company.founded", "Acme", {}, "198.51.100.0/24", "Firefox"),
    (41, 9, "ada", "person.invited", "sam@acme.example", {"role": "supervisor"},
     "198.51.100.0/24", "Firefox"),
    (40, 11, "sam", "person.joined", "Sam", {"role": "supervisor"}, "203.0.113.0/24", "Chrome"),
    (33, 15, "ada", "settings.changed", "hours", {"masked_after_s": [120, 300]},
     "198.51.100.0/24", "Firefox"),
    (26, 10, "sam", "text.changed", "/refund", {"fields": ["body"]}, "203.0.113.0/24", "Chrome"),
    (19, 16, "ada", "person.role_changed", "Omar", {"role": ["trainee", "operator"]},
     "2001:db8:4f::/48", "Safari"),
    (12, 13, "sam", "export.made", "ratings", {"first": "2026-08-01", "last": "2026-10-31"},
     "203.0.113.0/24", "Chrome"),
    (6, 17, "ada", "settings.changed", "sites", {"allowed_origins": [
        ["https://www.acme.example"], ["https://www.acme.example", "https://shop.acme.example"]]},
     "198.51.100.0/24", "Firefox"),
    (3, 9, "ada", "consent.text_changed", "privacy",
     {"contact": ["", "privacy@acme.example"]}, "198.51.100.0/24", "Firefox"),
    (1, 14, "sam", "review.rules_changed", "reviews", {"threshold": [300, 240]},
     "203.0.113.0/24", "Chrome"),
]  # fmt: skip


def leave_a_trail(tenant: Tenant, members: dict[str, Membership]) -> None:
    """Inside the company's scope. Written as they were then, and not by `record`: it was then."""
    today = timezone.now()
    AuditEntry.objects.bulk_create(
        AuditEntry(
            tenant=tenant,
            at=(today - timedelta(days=days)).replace(hour=hour, minute=7 * number % 60),
            action=action,
            through="session",
            member=members[who],
            actor=members[who].display_name,
            target=target,
            detail=detail,
            network=network,
            browser=browser,
        )
        for number, (days, hour, who, action, target, detail, network, browser) in enumerate(LINES)
    )
