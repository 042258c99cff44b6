"""A backup into an empty database; nothing of it is believed before it is compared."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from helpdesk.backups.restoring import restore
from helpdesk.services.errors import Unavailable


class Command(BaseCommand):
    help = "Brings a backup back into an empty database, and proves that it is the same."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", type=Path, help="the directory that `backup` made")
        parser.add_argument("--into", default="", help="another database (DATABASE_OWNER_URL)")
        parser.add_argument("--jobs", type=int, default=2, help="tables at the same time")
        parser.add_argument(
            "--no-files", action="store_true", help="leave the files where they are"
        )
        parser.add_argument("--other-key", action="store_true", help="do without what is sealed")

    def handle(self, *args: Any, backup: Path, **options: Any) -> None:
        try:
            restore(
                backup.resolve(),
                url=options["into"] or settings.OWNER_URL,
                jobs=options["jobs"],
                with_files=not options["no_files"],
                other_key=options["other_key"],
                say=self.stdout.write,
            )
        except (Unavailable, OSError) as error:
            self.stderr.write(str(error))
            sys.exit(1)
        self.stdout.write("restored; now: manage.py migrate, then start web, worker and beat")
