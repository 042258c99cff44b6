"""Web, worker and beat under one supervisor, until SIGTERM or Ctrl-C."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from helpdesk.services.errors import Unavailable
from helpdesk.services.signals import Stopped
from helpdesk.services.site import Site
from helpdesk.services.supervisor import Supervisor, say


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="", help="address to listen on (HOST, 127.0.0.1)")
        parser.add_argument("--port", default="", help="port to listen on (PORT, 8000)")

        parser.add_argument(
            "--migrate", action="store_true", help="bring the tables up to date first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            site = Site.from_environment(os.environ, options["host"], options["port"])
            with Supervisor(site) as supervisor:
                supervisor.start_services()
                self.prepare(supervisor, options)
                supervisor.start_processes()
                supervisor.wait_until_ready()
                say(f"ready {site.url}")
                self.welcome(site)
                supervisor.watch()
        except Stopped:
            say("stopped")
        except Unavailable as error:
            say(str(error), sys.stderr)
            sys.exit(1)

    def prepare(self, supervisor: Supervisor, options: dict[str, Any]) -> None:
        """What has to be done to the database before anybody is served."""
        if options["migrate"]:
            supervisor.run("migrate", ["manage.py", "migrate", "--verbosity", "0"])

    def welcome(self, site: Site) -> None:
        """What to tell the operator once the copy is ready."""
