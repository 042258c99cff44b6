"""Plays real customer-service dialogues through real sockets against a running server.

Visitors and operators are clients of docs/protocol.md; operators get a session of a real member of
the company for as long as it takes. Ends with a table and exit status 1 when a message was lost,
doubled or out of order. The server may be killed and started meanwhile.
"""

import asyncio
import http.client
import logging
import signal
import sys
from argparse import RawDescriptionHelpFormatter
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection

from chat.client import Refused
from chat.replay.company import Unplayable, find_company, signed_in, stored_logs
from chat.replay.dialogues import Dialogue, Unreadable, choose
from chat.replay.play import Performance, Stage, Stalled
from chat.replay.progress import Progress
from chat.replay.report import Report, lines, report
from helpdesk.services.readiness import Probe

TELL_EVERY_S = 0.5


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("file", type=Path, help="dialogues.jsonl or dialogues.jsonl.gz")
        parser.add_argument("--company", required=True, metavar="SLUG")
        parser.add_argument("--conversations", type=int, default=200, metavar="N")
        parser.add_argument("--rate", type=float, default=50.0, help="messages a second, in all")
        parser.add_argument("--url", default=settings.PUBLIC_URL, help="where the server answers")
        parser.add_argument("--seed", type=int, default=1, help="which dialogues are drawn")
        parser.add_argument(
            "--patience", type=float, default=60.0, help="seconds without progress before giving up"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["conversations"] < 1 or options["rate"] <= 0:
            raise CommandError("--conversations and --rate must be above zero.")
        url = options["url"].rstrip("/")
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # we say it ourselves
        try:
            dialogues = choose(options["file"], options["conversations"], options["seed"])
            require_answer(url)
            made = self._replay(dialogues, url, options)
        except (Unreadable, Unplayable) as error:
            raise CommandError(str(error)) from None
        except Error as error:
            first = (str(error).splitlines() or [type(error).__name__])[0]
            raise CommandError(f"The database of this installation: {first}") from None
        if not made.is_clean:
            sys.exit(1)

    def _replay(self, dialogues: list[Dialogue], url: str, options: dict[str, Any]) -> Report:
        company = find_company(options["company"])
        with signed_in(company.operators) as cookies:
            connection.close()
            stage = Stage(url, company.tenant.site_key, company.tenant.slug, cookies)
            performance = Performance(dialogues, stage, options["rate"])
            self._play(performance, options["patience"])
        numbers = [part.number for part in performance.parts if part.number]
        made = report(performance, stored_logs(company.tenant, numbers))
        self.stdout.write("\n".join(lines(performance, made)))
        return made

    def _play(self, performance: Performance, patience_s: float) -> None:
        progress = Progress(performance, sys.stdout)
        self.stdout.write(f"connecting {len(performance.clients):,} clients")
        self.stdout.flush()
        try:
            asyncio.run(_until_told_to_stop(performance, progress, patience_s))
        except Stalled:
            self.stderr.write(f"Nothing moved for {patience_s:.0f} s; this is what there is:")
        except Refused as error:
            raise CommandError(f"The server does not let us in ({error.code}).") from None
        except TimeoutError:
            raise CommandError("The server answers, but its sockets do not.") from None
        except (asyncio.CancelledError, KeyboardInterrupt):
            raise CommandError("Stopped.") from None
        progress.finish()


async def _until_told_to_stop(
    performance: Performance, progress: Progress, patience_s: float
) -> None:
    """SIGTERM ends it as Ctrl-C does, so that the sessions are removed."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await performance.run(partial(progress.tell), TELL_EVERY_S, patience_s)


def require_answer(url: str) -> None:
    try:
        Probe(url, url).get("/healthz")
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise CommandError(
            f"No server answers at {url} ({error}): start one, or name it with --url."
        ) from None
