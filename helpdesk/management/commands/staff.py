"""Who may work at PLATFORM_PATH. They sign up as anybody does, and need a second factor."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.models import User


class Command(BaseCommand):
    help = "Makes somebody who has an account staff of the platform, or no longer."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("email")
        parser.add_argument("--off", action="store_true", help="no longer")

    def handle(self, *args: Any, email: str, off: bool, **options: Any) -> None:
        if not User.objects.filter(email=email.lower()).update(is_staff=not off):
            raise CommandError(f"There is no account for {email}.")
        self.stdout.write(f"{email} is {'no longer ' if off else ''}staff.")
