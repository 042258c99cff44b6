"""Making a backup while everything serves: nobody waits for it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from helpdesk.services.errors import Unavailable

from . import checksums, contents, programs, stored_files
from .manifest import Manifest, name_of_key

DUMP = "database.dump"
PARTIAL = ".partial"
SEES_EVERYTHING = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
ROLE_FOR_IT = (
    "This role sees the rows of no company, so it cannot back them up. As a superuser: "
    "CREATE ROLE helpdesk_backup LOGIN BYPASSRLS PASSWORD '...'; "
    "GRANT pg_read_all_data TO helpdesk_backup; then name it in DATABASE_BACKUP_URL."
)
Say = Callable[[str], None]


def take(into: Path, *, url: str, with_files: bool, say: Say) -> Path:
    """Make a backup below `into`; its directory appears once it is whole. `url`: of a role that
    row-level security does not bind. Raises Unavailable."""
    with _for_us_alone():
        return _take(into, url, with_files, say)


def _take(into: Path, url: str, with_files: bool, say: Say) -> Path:
    draft = into / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}{PARTIAL}"
    draft.mkdir(parents=True)
    try:
        with _connected(url) as connection:
            _dump(connection, draft, say)
        if with_files:  # after the rows: one that a row tells of was there before it
            say(f"{stored_files.copy_out(draft)} files")
        say(f"{checksums.write(draft)} checksums")
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return draft.rename(draft.with_name(draft.name.removesuffix(PARTIAL)))


@contextmanager
def _for_us_alone() -> Iterator[None]:
    """Nobody else may read what is written: there is everything in it."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _connected(url: str) -> psycopg.Connection:
    connection = programs.connect(url)
    row = connection.execute(SEES_EVERYTHING).fetchone()
    connection.rollback()
    if not row or not row[0]:
        connection.close()
        raise Unavailable(ROLE_FOR_IT)
    return connection


def _dump(connection: psycopg.Connection, draft: Path, say: Say) -> None:
    """pg_dump and the sums look at the same moment of the database."""
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    connection.execute("SET idle_in_transaction_session_timeout = 0")
    row = connection.execute("SELECT pg_export_snapshot(), now()").fetchone()
    assert row
    snapshot, at = row
    programs.run(
        "pg_dump", connection, "--format=custom", f"--snapshot={snapshot}",
        "--no-publications", "--no-subscriptions", f"--file={draft / DUMP}",
    )  # fmt: skip
    say(f"database.dump, {(draft / DUMP).stat().st_size:,} bytes")
    tables = contents.tables(connection)
    Manifest(
        made_at=at.astimezone(UTC).isoformat(),
        server=connection.info.server_version // 10_000,
        key=name_of_key(),
        migrations=contents.migrations(connection),
        tables=tables,
        wall=contents.wall(connection),
    ).write(draft)
    say(f"{sum(rows for rows, _ in tables.values()):,} rows of {len(tables)} tables summed up")


def keep_newest(into: Path, number: int) -> list[str]:
    """Names of the older ones, which are gone now. What is not a whole backup stays."""
    whole = sorted(path.parent for path in into.glob(f"*/{checksums.NAME}"))
    older = [path for path in whole if not path.name.endswith(PARTIAL)][:-number]
    for path in older:
        shutil.rmtree(path)
    return [path.name for path in older]
