"""A private key for web push, once for an installation: put it into VAPID_PRIVATE_KEY."""

from typing import Any

from django.core.management.base import BaseCommand

from chat.vapid import new_private_key


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(new_private_key())
