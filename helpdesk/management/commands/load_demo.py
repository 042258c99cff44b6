"""`manage.py load_demo`: the demo companies, for looking around."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from helpdesk import demo


class Command(BaseCommand):
    help = "Load the demo companies Acme and Globex. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEVELOPMENT:
            raise CommandError(
                "The demo has sign-ins with a public password, so it is for development alone. "
                "Set HELPDESK_ENV=development."
            )
        demo.load()
        if options["verbosity"]:
            self.stdout.write(f"Demo companies are there. Password of everybody: {demo.PASSWORD}")
