"""For somebody who lost their telephone, their passkeys and their recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.models import User
from tenants.signin.lifting import lift_factors


class Command(BaseCommand):
    help = "Removes somebody's second factors, ends their sessions and tells them and their trail."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("email")
        parser.add_argument("--by", required=True, help="who was sure that it is them")
        parser.add_argument("--reason", required=True, help="how; companies read it in their trail")

    def handle(self, *args: Any, email: str, by: str, reason: str, **options: Any) -> None:
        person = User.objects.filter(email=email.lower()).first()
        if person is None:
            raise CommandError(f"There is no account for {email}.")
        lifted = lift_factors(person, by=by, reason=reason)
        self.stdout.write(f"{lifted} factors of {email} are gone; the password opens the account.")
