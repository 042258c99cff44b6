"""Django's migrate, as the role that owns the tables, for the role that serves."""

import time
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from psycopg import sql
from psycopg.errors import LockNotAvailable

# Between attempts to get at a busy table: whoever waits behind us gets on meanwhile.
PAUSES_S = (1, 2, 4, 8, 15, 15, 15, 15, 15)

RIGHTS = """
GRANT USAGE ON SCHEMA public TO {serving};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {serving};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO {serving};
"""


class Command(migrate.Command):
    help = "Updates the tables as their owner; the role that serves may use them, not change them."

    def add_arguments(self, parser: Any) -> None:
        super().add_arguments(parser)
        if "owner" in settings.DATABASES:
            parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DATABASE_POOLER and "owner" not in settings.DATABASES:
            raise CommandError(
                "Tables are changed past the pooler: name PostgreSQL itself in DATABASE_OWNER_URL."
            )
        if not (options["check_unapplied"] or options["plan"]):
            allow_serving_role(options["database"])
        for pause_s in PAUSES_S:
            try:
                return super().handle(*args, **options)
            except OperationalError as error:  # those before this one are done and stay
                if not isinstance(error.__cause__, LockNotAvailable):
                    raise
                self.stderr.write(f"A table is busy: once more in {pause_s} s.")
                time.sleep(pause_s)
        return super().handle(*args, **options)


def allow_serving_role(owner_alias: str) -> None:
    """What the owner creates from now on, the serving role may read and write."""
    connection = connections[owner_alias]
    owner, serving = _role(owner_alias), _role(DEFAULT_DB_ALIAS)
    if owner == serving:
        return
    names = {"owner": sql.Identifier(owner), "serving": sql.Identifier(serving)}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(RIGHTS).format(**names))


def _role(alias: str) -> str:
    return connections[alias].settings_dict["USER"]
