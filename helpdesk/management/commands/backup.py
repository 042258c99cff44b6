"""Everything into one directory, while everything serves."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from helpdesk.backups import checksums, taking
from helpdesk.services.errors import Unavailable


class Command(BaseCommand):
    help = "Makes a backup of the database and the files below a directory, or checks one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path, help="where backups lie, one directory each")
        parser.add_argument("--keep", type=int, default=0, help="delete all but the newest so many")
        parser.add_argument("--no-files", action="store_true", help="they are copied elsewhere")
        parser.add_argument(
            "--check", action="store_true", help="only: is this one as it was made?"
        )

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        try:
            if options["check"]:
                self.say(f"{checksums.verify(directory)} files are as they were written")
            else:
                self.make(directory.resolve(), options["keep"], not options["no_files"])
        except (Unavailable, OSError) as error:
            self.stderr.write(str(error))
            sys.exit(1)

    def make(self, directory: Path, keep: int, with_files: bool) -> None:
        url = settings.DATABASE_BACKUP_URL
        made = taking.take(directory, url=url, with_files=with_files, say=self.say)
        for name in taking.keep_newest(directory, keep) if keep > 0 else []:
            self.say(f"{name} deleted")
        self.say(f"backup {made}")

    def say(self, line: str) -> None:
        self.stdout.write(line)
