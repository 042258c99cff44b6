"""`manage.py load_year`: a believable year of chats, written faster than it was real."""

import time
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from helpdesk import demo
from helpdesk.demo.people import OTHER_SITE_KEY, SITE_KEY
from helpdesk.demo.year import NobodyThere, write_year
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

USUAL = 6000
BAR = 30
EVERY_S_ELSEWHERE = 5.0


class Command(BaseCommand):
    help = "Write a year of invented chats into a demo company, with all that came of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--company", default=demo.SLUG, help="its name in addresses")
        parser.add_argument("--conversations", type=int, default=USUAL)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--force", action="store_true", help="also into another company")

    def handle(self, *args: Any, **options: Any) -> None:
        tenant = self._company(options)
        bar = Bar(options["conversations"], self.stdout._out)
        began = time.monotonic()
        with tenant_scope(tenant):
            try:
                count = write_year(
                    tenant,
                    options["conversations"],
                    seed=options["seed"],
                    tell=bar.tell if options["verbosity"] else lambda _: None,
                )
            except NobodyThere:
                raise CommandError(
                    f"Nobody works at {tenant}: there is nobody to answer."
                ) from None
        if options["verbosity"]:
            took = time.monotonic() - began
            self.stdout.write(f"{count:,} chats in {took:.1f} s ({count / took:,.0f} a second)")

    def _company(self, options: dict[str, Any]) -> Tenant:
        tenant = Tenant.objects.real().filter(slug=options["company"]).first()
        if tenant is None:
            raise CommandError(f"There is no company called {options['company']!r}.")
        is_demo = settings.DEVELOPMENT and tenant.site_key in (SITE_KEY, OTHER_SITE_KEY)
        if not (is_demo or options["force"]):
            raise CommandError(
                f"{tenant} is no demo company: what is invented could not be told from its own "
                "chats. Name --force if you mean it."
            )
        if options["conversations"] < 1:
            raise CommandError("Name at least one chat.")
        return tenant


class Bar:
    """Written over on a terminal; a line now and then elsewhere."""

    def __init__(self, whole: int, out: TextIO) -> None:
        self.whole, self.out, self.is_terminal = whole, out, out.isatty()
        self._told_at = time.monotonic()

    def tell(self, count: int) -> None:
        is_over = count >= self.whole
        elapsed = time.monotonic() - self._told_at
        if not (self.is_terminal or is_over or elapsed >= EVERY_S_ELSEWHERE):
            return
        self._told_at = time.monotonic()
        done = BAR * count // self.whole
        line = f"[{'#' * done}{'.' * (BAR - done)}] {count:,} of {self.whole:,} chats"
        end = "" if self.is_terminal and not is_over else "\n"
        self.out.write(f"{chr(13) if self.is_terminal else ''}{line}{end}")
        self.out.flush()
