"""Checks a running installation from outside: one line a part, exit 1 when anything is wrong."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from helpdesk.doctor import CHECKS, Installation, Trouble


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--url",
            action="append",
            help="where it answers: the proxy's, and each web process's own; with commas between, "
            "or several times (PUBLIC_URL)",
        )
        parser.add_argument("--site-key", default="", help="company to open a socket to")

    def handle(self, *args: Any, **options: Any) -> None:
        named = ",".join(options["url"] or [settings.PUBLIC_URL]).split(",")
        urls = [url.strip().rstrip("/") for url in named if url.strip()]
        place = Installation(urls, options["site_key"])
        sound = [self.look(name, place) for name in CHECKS]
        if not all(sound):
            sys.exit(1)

    def look(self, name: str, place: Installation) -> bool:
        """Print the line of one part; whether it is sound."""
        try:
            seen = CHECKS[name](place)
        except Trouble as trouble:
            self.stdout.write(f"FAIL  {name:<10} {trouble}")
            return False
        self.stdout.write(f"ok    {name:<10} {seen}")
        return True
