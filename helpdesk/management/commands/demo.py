"""The helpdesk with a demo company on this machine: starts everything, keeps its data in VAR."""

import os
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from helpdesk import demo
from helpdesk.collected import bring_up_to_date
from helpdesk.services.site import Site
from helpdesk.services.supervisor import Supervisor, say

from . import serve

PAGES = """
  landing           {url}/
  customer's page   http://localhost:{port}/demo/shop/
  widget frame      {url}/widget/{site_key}/
  inbox             {url}/t/acme/inbox/
  mailbox           {url}/dev/mail/
"""


A_YEAR = 2000  # chats: what is written within two seconds


class Command(serve.Command):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="only migrate, load the demo company and collect static files",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["prepare"]:
            call_command("migrate", verbosity=0)
            if demo.load():
                call_command("load_year", conversations=A_YEAR, verbosity=0)
            bring_up_to_date()
            return
        if os.environ.get("HELPDESK_ENV") != "development":
            raise CommandError("The demo runs with HELPDESK_ENV=development only: use `make demo`.")
        super().handle(*args, **options)

    def prepare(self, supervisor: Supervisor, options: dict[str, Any]) -> None:
        supervisor.run("prepare", ["manage.py", "demo", "--prepare"])

    def welcome(self, site: Site) -> None:
        say(PAGES.format(url=site.url, port=site.port, site_key=demo.SITE_KEY))
        say("  Sign in as")
        for email, password, role in demo.SIGN_INS:
            say(f"    {email:<24} {password:<24} {role}")
        say("\n  Ctrl-C stops everything and keeps the data.")
