"""The only way a line leaves the trail: by whoever owns the tables, and once it is old enough."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone

from helpdesk.tenancy import tenant_scope
from tenants.audit import record
from tenants.models import AuditEntry, Tenant

LEAST_DAYS = 90  # what the database insists on (migration 0009)


class Command(BaseCommand):
    help = "Removes lines of every company's audit trail that are older than so many days."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--days", type=int, required=True, help=f"at least {LEAST_DAYS}")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        if days < LEAST_DAYS:
            raise CommandError(f"Lines younger than {LEAST_DAYS} days stay.")
        alias = "owner" if "owner" in settings.DATABASES else DEFAULT_DB_ALIAS
        before = timezone.now() - timedelta(days=days)
        for tenant in Tenant.objects.real().using(alias).order_by("pk"):
            if gone := trim(tenant, before, alias):
                self.stdout.write(f"{tenant.slug}: {gone}")


def trim(tenant: Tenant, before: Any, alias: str) -> int:
    """Lines of one company from before that moment; how many went, which the trail itself tells."""
    with tenant_scope(tenant), transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SET LOCAL app.trims_audit = 'yes'")
        rows = AuditEntry.objects.using(alias).filter(tenant=tenant, at__lt=before)
        gone = rows._raw_delete(alias)
        if gone:
            record("audit.trimmed", using=alias, lines=gone, before=before)
    return gone
