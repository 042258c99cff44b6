"""`manage.py import_chatwoot FILE --company acme`: the same way as on the page."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from feedback.data.imports import bringing
from feedback.data.imports.going_on import go_on
from feedback.data.imports.kinds import KINDS, Kind
from feedback.data.imports.problem import WORDS, Problem
from feedback.data.imports.writing import progress_of
from feedback.models import ImportRow, ImportRun
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership, Role, Tenant

PIECE = 1024 * 1024
SHOWN = 20
EVERY_S = 2.0
BUSY = (ImportRun.State.CHECKING, ImportRun.State.WRITING)


class Command(BaseCommand):
    help = "Bring chats of Chatwoot (JSON of its API, see docs/data.md) into a company, as closed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--company", required=True, help="its name in addresses")
        parser.add_argument("--by", default="", help="address of who brings it; else an owner")
        parser.add_argument("--check", action="store_true", help="only say what would come")

    def handle(self, *args: Any, **options: Any) -> None:
        tenant = Tenant.objects.real().filter(slug=options["company"]).first()
        if tenant is None:
            raise CommandError(f"There is no company called {options['company']!r}.")
        with tenant_scope(tenant):
            try:
                self._import(self._member(tenant, options["by"]), options)
            except Problem as problem:
                raise CommandError(str(WORDS[problem.code])) from None

    def _member(self, tenant: Tenant, email: str) -> Membership:
        people = tenant.memberships.active().select_related("tenant").defer("photo")
        chosen = people.filter(user__email=email) if email else people.filter(role=Role.OWNER)
        member = chosen.order_by("pk").first()
        if member is None or not member.may(KINDS[Kind.CHATWOOT].right):
            raise CommandError("Nobody of that address may bring chats into this company.")
        return member

    def _import(self, by: Membership, options: dict[str, Any]) -> None:
        path = options["file"]
        if not path.is_file():
            raise CommandError(f"{path} is no file.")
        run = bringing.bring(by=by, kind=Kind.CHATWOOT, name=path.name, pieces=_pieces(path))
        run = self._went_on(run)
        if run.problem:
            raise Problem(run.problem, run.problem_line)
        self._tell(run)
        if run.bad or options["check"]:
            bringing.put_aside(run)
            if run.bad:
                raise CommandError("Nothing was taken over.")
            return
        bringing.take_over(run)
        if self._went_on(run).state != ImportRun.State.DONE:
            raise CommandError("Nothing was taken over: something changed meanwhile. Try again.")
        self.stdout.write("Taken over.")

    def _went_on(self, run: ImportRun) -> ImportRun:
        """By us or by a worker, whoever is first; says how far it is."""
        while True:
            go_on(run.pk)
            run.refresh_from_db()
            if run.state not in BUSY:
                return run
            self.stdout.write(f"{run.get_state_display()}: {progress_of(run)} %")
            time.sleep(EVERY_S)

    def _tell(self, run: ImportRun) -> None:
        new, same = run.counts.get("new", 0), run.counts.get("same", 0)
        self.stdout.write(f"{new} new, {same} here already, {run.bad} with a mistake.")
        for row in run.rows.filter(verdict=ImportRow.Verdict.BAD).order_by("line")[:SHOWN]:
            words = " ".join(words for _column, words in row.problems)
            self.stderr.write(f"  {row.line}: {words}")


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
