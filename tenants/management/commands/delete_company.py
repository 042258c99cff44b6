"""What an owner does under Settings > Delete the company, for whoever runs the installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, DatabaseError
from django.utils import timezone

from tenants.audit import Actor, acting
from tenants.leaving import asking, erasing
from tenants.models import Tenant
from tenants.plans.paying import OutOfReach

BY_HAND = Actor(name="manage.py delete_company")


class Command(BaseCommand):
    help = "Closes a company; two weeks later, or at once, everything of it is deleted."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("company", help="its short name, as in /t/<company>/")
        parser.add_argument(
            "--name", help="its name, so that it is no mistake; asked for otherwise"
        )
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--now", action="store_true", help="do not wait two weeks")
        how.add_argument("--keep", action="store_true", help="take it back")

    def handle(self, *args: Any, **options: Any) -> None:
        tenant = Tenant.objects.real().filter(slug=options["company"]).first()
        if tenant is None:
            raise CommandError(f"There is no company {options['company']}.")
        if not options["keep"] and self._name(options, tenant) != tenant.name:
            raise CommandError(f"It is called {tenant.name}. Nothing was changed.")
        try:
            with acting(BY_HAND):
                self.stdout.write(_done(tenant, options))
        except OutOfReach:
            raise CommandError("The payment service does not answer: try again.") from None

    def _name(self, options: dict[str, Any], tenant: Tenant) -> str:
        asked = f"Everything of {tenant.name} will be deleted. Type its name: "
        return options["name"] if options["name"] is not None else input(asked)


def _done(tenant: Tenant, options: dict[str, Any]) -> str:
    if options["keep"]:
        stays = asking.stay(tenant=tenant)
        return f"{tenant.name} stays." if stays else f"The time of {tenant.name} is up."
    if options["now"]:
        return _delete_now(tenant)
    goes_at = asking.leave(tenant=tenant)
    return f"{tenant.name} is closed. Everything of it is deleted on {goes_at:%Y-%m-%d %H:%M} UTC."


def _delete_now(tenant: Tenant) -> str:
    """Whoever owns the tables alone may have that."""
    alias = "owner" if "owner" in settings.DATABASES else DEFAULT_DB_ALIAS
    rows = Tenant.objects.using(alias).filter(pk=tenant.pk)
    try:
        rows.update(is_active=False, leaves_at=timezone.now())
    except DatabaseError:
        raise CommandError("That takes the owner of the tables: name DATABASE_OWNER_URL.") from None
    if not erasing.erase_company(tenant.pk):
        return f"{tenant.name} is closed, and a worker deletes what is left of it."
    return f"Nothing is left of {tenant.name}."
